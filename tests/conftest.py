"""What holds for every test: nothing connects to anywhere.

`@pytest.mark.loopback` lets a test reach 127.0.0.1, which driving a browser needs.
"""

import os
from collections.abc import Iterator

import pytest

import no_network

os.environ["QT_QPA_PLATFORM"] = "offscreen"
no_network.forbid()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    loopback = item.get_closest_marker("loopback") is not None
    with no_network.loopback_allowed(loopback):
        return (yield)
