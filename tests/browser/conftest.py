"""What the tests of the client's page share: a browser, and proof that it stayed alone."""

from collections.abc import Iterator

import pytest

from browsers import Browser, open_browser


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """One browser for the module: each page is opened afresh and keeps nothing."""
    with open_browser(request.param) as opened:
        yield opened


@pytest.fixture
def nothing_leaves(browser: Browser) -> Iterator[None]:
    """Nothing was asked of the network, and the page's own code did not break."""
    errors, requests = len(browser.console_errors()), len(browser.outside_requests())
    yield
    new = browser.console_errors()[errors:]
    # A refused injection is what the policy test provokes; in our own page it would throw as well.
    assert [text for text in new if "injection sink" not in text] == []
    assert browser.outside_requests()[requests:] == []
