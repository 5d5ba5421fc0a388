"""`python -m lawdesk`: options first, so that simple questions are answered without a window."""

import argparse
import sys
from pathlib import Path

from lawdesk import __version__


def main(arguments: list[str] | None = None) -> int:
    """Run the program; gives its exit status."""
    options = _parser().parse_args(arguments)
    if options.self_test:
        from lawdesk.app.self_test import run_self_test

        return run_self_test()
    from lawdesk.app.program import Wishes
    from lawdesk.app.start import run

    return run(Wishes(options.practice, toggle_timer=options.toggle_timer))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lawdesk", description="A desk for one lawyer.")
    parser.add_argument("--practice", type=Path, metavar="DIR", help="the practice folder to open")
    parser.add_argument(
        "--toggle-timer",
        action="store_true",
        help="start or stop the clock of the LawDesk that runs; for a system-wide shortcut",
    )
    parser.add_argument("--self-test", action="store_true", help="check this installation and end")
    parser.add_argument("--version", action="version", version=f"LawDesk {__version__}")
    return parser


if __name__ == "__main__":
    sys.exit(main())
