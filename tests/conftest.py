"""What holds for every test: nothing connects to anywhere.

`@pytest.mark.loopback` lets a test reach 127.0.0.1, which driving a browser needs.
"""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import no_network

if TYPE_CHECKING:
    from demo.day import PlayedDay

os.environ["QT_QPA_PLATFORM"] = "offscreen"
no_network.forbid()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    loopback = item.get_closest_marker("loopback") is not None
    with no_network.loopback_allowed(loopback):
        return (yield)


@pytest.fixture(scope="session")
def played_day(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> "PlayedDay":
    """The demo's day, played once for every test that looks at what it left."""
    from demo.day import play  # here, because tests of the lower floors never import Qt

    assert qapp
    return play(tmp_path_factory.mktemp("demo"))
