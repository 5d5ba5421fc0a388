"""Starting a browser with an empty profile, its network cut, and a BiDi session on its websocket.

What a test does with the browser is in `browsers`.
"""

import contextlib
import json
import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import websocket

from judges import judge

T = TypeVar("T")

CLOSED_PORT = 9  # "discard": nothing listens there

_CHROMIUM_FLAGS = [
    "--headless=new",
    "--no-sandbox",  # Chromium's sandbox refuses to start as root; the pages are our own
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    f"--proxy-server=127.0.0.1:{CLOSED_PORT}",
    "--proxy-bypass-list=<-loopback>",
]

_FIREFOX_PREFS: dict[str, str | int | bool] = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": CLOSED_PORT,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": CLOSED_PORT,
    "network.proxy.socks": "127.0.0.1",
    "network.proxy.socks_port": CLOSED_PORT,
    "network.proxy.no_proxies_on": "",
    "network.proxy.allow_hijacking_localhost": True,
    "app.update.disabledForTesting": True,
    "browser.download.always_ask_before_handling_new_types": False,
    "browser.download.open_pdf_attachments_inline": False,
    "browser.download.panel.shown": True,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "pdfjs.disabled": True,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}


class Wire:
    """One BiDi websocket: commands out, answers back, events kept in the order they came."""

    def __init__(self, url: str) -> None:
        self._socket = websocket.create_connection(url, timeout=60, suppress_origin=True)
        self._last_id = 0
        self.events: list[dict[str, Any]] = []

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """The command's result. Raises `RuntimeError` with the browser's words."""
        self._last_id += 1
        self._socket.send(json.dumps({"id": self._last_id, "method": method, "params": params}))
        while True:
            message: dict[str, Any] = json.loads(self._socket.recv())
            if message.get("id") != self._last_id:
                self.events.append(message)
            elif message["type"] == "error":
                raise RuntimeError(f"{method}: {message['error']}: {message['message']}")
            else:
                result: dict[str, Any] = message["result"]
                return result

    def close(self) -> None:
        """Drop the connection without waiting for the other side's goodbye."""
        self._socket.close(timeout=0)


def wait_until(probe: Callable[[], T | None], what: str, seconds: float) -> T:
    """The first thing `probe` gives that is not None. Raises `TimeoutError` naming `what`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = probe()
        if found is not None:
            return found
        time.sleep(0.05)
    raise TimeoutError(f"waited {seconds:g} s for {what}")


def start_firefox(folder: Path, dark: bool, stack: contextlib.ExitStack) -> Wire:
    """A session with a new Firefox; `stack` ends the process."""
    profile = folder / "profile"
    prefs = {**_FIREFOX_PREFS, "layout.css.prefers-color-scheme.content-override": 0 if dark else 1}
    lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in prefs.items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    program = judge("firefox-esr")
    _spawn(
        [program, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0"],
        folder,
        stack,
    )
    where = profile / "WebDriverBiDiServer.json"
    at = wait_until(lambda: _read_json(where), "Firefox to listen", 60)
    wire = Wire(f"ws://127.0.0.1:{at['ws_port']}/session")
    wire.send("session.new", capabilities={"alwaysMatch": {"acceptInsecureCerts": False}})
    return wire


def start_chromium(folder: Path, dark: bool, stack: contextlib.ExitStack) -> Wire:
    """A session with a new Chromium through chromedriver; `stack` ends both processes."""
    program, driver = judge("chromium"), judge("chromedriver")
    log = _spawn([driver, "--port=0"], folder, stack)
    port = wait_until(lambda: _port_in(log), "chromedriver to listen", 60)
    theme = f"--blink-settings=preferredColorScheme={0 if dark else 1}"
    arguments = [*_CHROMIUM_FLAGS, theme, f"--user-data-dir={folder / 'profile'}"]
    wanted = {
        "webSocketUrl": True,
        "unhandledPromptBehavior": "ignore",
        "goog:chromeOptions": {"binary": str(program), "args": arguments},
    }
    body = json.dumps({"capabilities": {"alwaysMatch": wanted}}).encode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/session",
        data=body,
        headers={"Content-Type": "application/json"},
    )
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(request, timeout=60) as answer:
        session = json.load(answer)["value"]
    return Wire(session["capabilities"]["webSocketUrl"])


def _spawn(command: list[str | Path], folder: Path, stack: contextlib.ExitStack) -> Path:
    """Start a program in a process group of its own; give the file its output goes to."""
    log = folder / "output.txt"
    output = stack.enter_context(log.open("wb"))
    own_home = {**os.environ, "HOME": str(folder / "home"), "MOZ_CRASHREPORTER_DISABLE": "1"}
    process = subprocess.Popen(
        command,
        stdout=output,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        env=own_home,
        start_new_session=True,
    )
    stack.callback(_end, process)
    return log


def _end(process: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _read_json(path: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):  # not there yet, or half written
        return None
    return found


def _port_in(log: Path) -> int | None:
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        if "started successfully on port" in line:
            return int(line.rstrip(".").rsplit(" ", 1)[1])
    return None
