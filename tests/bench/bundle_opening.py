"""A bundle of 25 MB in the client's browser, and the memory of writing one of 100 MB."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

from bench.figures import Figure, median
from bench.papers import bundle_of
from browsers import Browser, open_browser

_BYTES = 25_000_000
_RUNS = 3
_BOUNDS = {"chromium": ("chromium", 2.5), "firefox": ("firefox-esr", 2.0)}

# From the click to the opened page, in seconds.
_OPEN = """new Promise((done) => {
  const start = performance.now();
  const watch = new MutationObserver(() => {
    if (!document.getElementById('closed')) done((performance.now() - start) / 1000 + '');
  });
  watch.observe(document.body, { childList: true });
  document.getElementById('open').click();
})"""


def opening_figures(folder: Path) -> list[Figure]:
    """Seconds to load the file and, words typed, to the opened page, in each browser there is."""
    page, words = bundle_of(_BYTES, folder)
    figures = []
    for name, (program, bound) in _BOUNDS.items():
        if shutil.which(program) is None:
            sys.stderr.write(f"{program} is missing: its figure is left out\n")
            continue
        with open_browser(name) as browser:
            taken = median(sorted(_opened(browser, page, words) for _ in range(_RUNS)))
        figures.append(Figure(f"bundle of 25 MB opens in {name.title()}", taken, bound, "s"))
    return figures


def bundle_memory_figure(folder: Path) -> Figure:
    """Peak of writing and proving 100 MB as HTML, over what the process held before."""
    run = subprocess.run(
        [sys.executable, "-m", "bench.bundle_memory", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    return Figure("HTML bundle of 100 MB, peak over idle", float(run.stdout), 64, "MiB")


def _opened(browser: Browser, page: Path, words: str) -> float:
    start = time.perf_counter()
    browser.open(page)
    loaded = time.perf_counter() - start
    browser.type_into("Passphrase", words)
    return loaded + float(browser.evaluate(_OPEN))
