"""Chromium and Firefox, driven the way a client uses them: labels, buttons, keys.

Both speak WebDriver BiDi over a loopback websocket: Firefox by itself, Chromium through
chromedriver. So one set of verbs serves both and no geckodriver is needed. Each browser starts
with an empty profile and with its network cut (names do not resolve, the proxy is a closed port);
every request it tries is recorded all the same, so a test can assert that there was none.
Tests that use this module carry `pytestmark = pytest.mark.loopback`.
"""

import base64
import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from browser_start import Wire, start_chromium, start_firefox, wait_until

LOCAL_SCHEMES = ("file:", "data:", "blob:", "about:", "chrome:", "resource:")

KEYS = {
    "Enter": "\ue007",
    "Tab": "\ue004",
    "Escape": "\ue00c",
    "Backspace": "\ue003",
    "Space": " ",
    "ArrowDown": "\ue015",
    "ArrowUp": "\ue013",
}

_FIND = """
(kind, wanted) => {
  const tidy = (text) => (text || '').replace(/\\s+/g, ' ').trim();
  const byIds = (ids) => (ids || '').split(/\\s+/).filter(Boolean)
    .map((id) => document.getElementById(id)?.textContent || '').join(' ');
  const names = (el) => [
    el.getAttribute('aria-label'), byIds(el.getAttribute('aria-labelledby')),
    ...(kind === 'field' ? [...(el.labels || [])].map((l) => l.textContent) : [el.innerText]),
  ].map(tidy);
  const selector = {
    field: 'input, textarea, select',
    button: 'button, [role=button], input[type=submit], input[type=button], summary',
    link: 'a[href], [role=link]',
  }[kind];
  return [...document.querySelectorAll(selector)].find(
    (el) => el.checkVisibility({ visibilityProperty: true }) && names(el).includes(wanted),
  ) || null;
}
"""

# After typing, Firefox scrolls back to the caret when it comes to it. So an element counts as shown
# only once it has stayed in view for some frames.
_SHOW = """
async (el) => {
  const frame = () => new Promise((done) => {
    requestAnimationFrame(done);
    setTimeout(done, 200);
  });
  for (let still = 0, tries = 0; still < 4 && tries < 60; tries += 1) {
    const { top, height } = el.getBoundingClientRect();
    const isShown = top + height / 2 > 0 && top + height / 2 < innerHeight;
    if (!isShown || tries === 0) el.scrollIntoView({ block: 'center', behavior: 'instant' });
    still = isShown ? still + 1 : 0;
    await frame();
  }
}
"""


class Browser:
    """One tab of a real browser with an empty profile; downloads land in `downloads`."""

    def __init__(self, name: str, wire: Wire, downloads: Path) -> None:
        self.name = name
        self.downloads = downloads
        self._wire = wire
        self._wire.send(
            "session.subscribe",
            events=[
                "log.entryAdded",
                "network.beforeRequestSent",
                "browsingContext.userPromptOpened",
            ],
        )
        self._wire.send(
            "browser.setDownloadBehavior",
            downloadBehavior={"type": "allowed", "destinationFolder": str(downloads)},
        )
        tabs = self._wire.send("browsingContext.getTree", maxDepth=0)["contexts"]
        self._tab = tabs[0]["context"]

    def open(self, page: Path | str) -> None:
        """Open a file (as file://) or an address and wait until it has loaded."""
        url = page.absolute().as_uri() if isinstance(page, Path) else page
        self._wire.send("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def type_into(self, label: str, text: str) -> None:
        """Click the field with this label, empty it, and type."""
        self._click(self._find("field", label))
        self._press_held("\ue009", "a")
        self._press_keys([KEYS["Backspace"], *text])

    def click_button(self, text: str) -> None:
        """Click the visible button that reads (or is labelled) exactly `text`."""
        self._click(self._find("button", text))

    def click_link(self, text: str) -> None:
        """Click the visible link that reads (or is labelled) exactly `text`."""
        self._click(self._find("link", text))

    def choose_files(self, label: str, *paths: Path) -> None:
        """What the system's file window does once the client has picked these files there."""
        self._wire.send(
            "input.setFiles",
            context=self._tab,
            element=self._find("field", label),
            files=[str(path) for path in paths],
        )

    def press(self, key: str) -> None:
        """Press one key by its name in `KEYS`, or one character, on whatever has the focus."""
        self._press_keys([KEYS.get(key, key)])

    def press_shift_tab(self) -> None:
        """Go one control back."""
        self._press_held("\ue008", KEYS["Tab"])

    def text(self) -> str:
        """What a person can read on the page."""
        return str(self.evaluate("document.body.innerText"))

    def wait_for_text(self, wanted: str, seconds: float = 30) -> str:
        """The page's text as soon as it contains `wanted`. Raises `TimeoutError` with the text."""

        def page_with_it() -> str | None:
            text = self.text()
            return text if wanted in text else None

        try:
            return wait_until(page_with_it, f"{wanted!r} on the page", seconds)
        except TimeoutError as late:
            raise TimeoutError(f"{late}; {self.name} shows: {self.text()!r}") from None

    def download_by_link(self, text: str, seconds: float = 30) -> Path:
        """Click the link and give the finished file that appears in `downloads`."""
        before = set(self.downloads.iterdir())
        self.click_link(text)
        return self.new_file_since(before, seconds)

    def download_by_button(self, text: str, seconds: float = 30) -> Path:
        """Click the button and give the finished file that appears in `downloads`."""
        before = set(self.downloads.iterdir())
        self.click_button(text)
        return self.new_file_since(before, seconds)

    def screenshot(self, target: Path, *, whole_page: bool = False) -> Path:
        """A PNG of what is in view, or of the whole page."""
        origin = "document" if whole_page else "viewport"
        shot = self._wire.send(
            "browsingContext.captureScreenshot", context=self._tab, origin=origin
        )
        target.write_bytes(base64.b64decode(shot["data"]))
        return target

    def print_pdf(self, target: Path) -> Path:
        """The page as the browser would print it, on A4 with 1 cm margins."""
        printed = self._wire.send(
            "browsingContext.print", context=self._tab, page={"width": 21.0, "height": 29.7}
        )
        target.write_bytes(base64.b64decode(printed["data"]))
        return target

    def set_window(self, width: int, height: int, zoom: float = 1.0) -> None:
        """Size of the page area in window pixels; `zoom` 2.0 lays out like 200 % page zoom."""
        self._wire.send(
            "browsingContext.setViewport",
            context=self._tab,
            viewport={"width": round(width / zoom), "height": round(height / zoom)},
            devicePixelRatio=zoom,
        )

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression (promises are awaited): str, int, bool, None."""
        answer = self._wire.send(
            "script.evaluate",
            expression=expression,
            target={"context": self._tab},
            awaitPromise=True,
        )
        return _value_of(answer).get("value")

    def console_errors(self) -> list[str]:
        """Every error the console showed since the start: thrown, logged, or a policy refused."""
        self.evaluate("1")  # whatever happened before this answer has arrived with it
        entries = [e["params"] for e in self._wire.events if e["method"] == "log.entryAdded"]
        return [entry["text"] for entry in entries if entry["level"] == "error"]

    def outside_requests(self) -> list[str]:
        """Addresses the pages asked for that are not on this machine's disk or in memory."""
        self.evaluate("1")
        asked = [
            str(event["params"]["request"]["url"])
            for event in self._wire.events
            if event["method"] == "network.beforeRequestSent"
        ]
        return [url for url in asked if not url.startswith(LOCAL_SCHEMES)]

    def _find(self, kind: str, wanted: str) -> dict[str, str]:
        names = [{"type": "string", "value": kind}, {"type": "string", "value": wanted}]
        found = self._call(_FIND, *names)
        if found["type"] != "node":
            raise LookupError(f"{self.name} shows no {kind} named {wanted!r}: {self.text()!r}")
        return {"sharedId": found["sharedId"]}

    def _call(self, function: str, *arguments: dict[str, str]) -> dict[str, Any]:
        answer = self._wire.send(
            "script.callFunction",
            functionDeclaration=function,
            arguments=list(arguments),
            target={"context": self._tab},
            awaitPromise=True,
        )
        return _value_of(answer)

    def _click(self, element: dict[str, str]) -> None:
        self._call(_SHOW, element)
        middle = {"type": "element", "element": element}
        steps = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": middle},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._act({"type": "pointer", "id": "mouse", "actions": steps})

    def _press_keys(self, keys: list[str]) -> None:
        steps = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keyboard", "actions": steps})

    def _press_held(self, held: str, key: str) -> None:
        strokes = [("keyDown", held), ("keyDown", key), ("keyUp", key), ("keyUp", held)]
        steps = [{"type": kind, "value": value} for kind, value in strokes]
        self._act({"type": "key", "id": "keyboard", "actions": steps})

    def _act(self, source: dict[str, Any]) -> None:
        self._wire.send("input.performActions", context=self._tab, actions=[source])

    def new_file_since(self, before: set[Path], seconds: float = 30) -> Path:
        """The finished file that appears in `downloads` beside those of before."""

        def finished() -> Path | None:
            new = set(self.downloads.iterdir()) - before
            if any(_is_unfinished(path) for path in new):
                return None
            with contextlib.suppress(FileNotFoundError):  # renamed since it was listed
                full = [path for path in new if path.stat().st_size > 0]
                return full[0] if len(full) == 1 else None
            return None

        try:
            return wait_until(finished, "a finished download", seconds)
        except TimeoutError as late:
            there = [(path.name, path.stat().st_size) for path in self.downloads.iterdir()]
            shown = self.text()
            raise TimeoutError(f"{late}; there is {there}; {self.name}: {shown!r}") from None


def _is_unfinished(path: Path) -> bool:
    """Browsers write under another name first: with an ending of their own, or hidden."""
    return path.suffix in {".part", ".crdownload"} or path.name.startswith(".")


@contextlib.contextmanager
def open_browser(name: str, *, dark: bool = False) -> Iterator[Browser]:
    """Start "chromium" or "firefox"; on leaving, its processes and its profile are gone.

    Skips the test when the browser is not there (fails it under LAWDESK_ALL_JUDGES=1).
    """
    start = {"chromium": start_chromium, "firefox": start_firefox}[name]
    with tempfile.TemporaryDirectory(prefix="lawdesk-browser-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        for part in ("home", "profile", "downloads"):
            (folder / part).mkdir()
        with contextlib.ExitStack() as stack:
            wire = start(folder, dark, stack)
            stack.callback(wire.close)
            yield Browser(name, wire, folder / "downloads")


def _value_of(answer: dict[str, Any]) -> dict[str, Any]:
    if answer["type"] == "exception":
        raise RuntimeError(answer["exceptionDetails"]["text"])
    value: dict[str, Any] = answer["result"]
    return value
