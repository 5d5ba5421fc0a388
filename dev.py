#!/usr/bin/env python3
"""The one command for working on LawDesk. It needs Python 3.11 or newer and nothing else.

It keeps a virtual environment in .venv beside this file, filled from the lock files (every package
checked against its hash), and remembers what it has installed, so that a second start does no work.
"""

import argparse
import contextlib
import hashlib
import io
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = sys.platform == "win32"
LINUX = sys.platform.startswith("linux")
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
ALL_JUDGES = os.environ.get("LAWDESK_ALL_JUDGES") == "1"

PRODUCT_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"

# The outside programs that judge what LawDesk makes: program, Debian package.
JUDGES = {
    "pdftoppm": "poppler-utils",
    "qpdf": "qpdf",
    "mutool": "mupdf-tools",
    "age": "age",
    "7z": "p7zip-full",
    "chromium": "chromium",
    "chromedriver": "chromium-driver",
    "firefox-esr": "firefox-esr",
    "node": "nodejs",
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus-daemon",
}

# Which parts of Qt are asked what they lack: what LawDesk uses, on X11, Wayland and offscreen.
QT_PARTS = ("libQt6Widgets.so.6", "libQt6Svg.so.6", "libQt6DBus.so.6", "libQt6Network.so.6")
QT_PLATFORMS = ("libqxcb.so", "libqwayland.so", "libqoffscreen.so")

# The Debian package of each library Qt's wheels expect from the system.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}


def main() -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - said in words instead of a traceback
        return refuse(f"LawDesk needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)  # in step with what the commands print
    chosen, rest = parser().parse_known_args()
    if rest and chosen.command not in ("run", "test"):
        return refuse(f"dev.py {chosen.command} does not know: {' '.join(rest)}")
    command = {
        "run": lambda: run(rest),
        "test": lambda: test(rest),
        "lint": lint,
        "demo": lambda: make("demo.day", chosen.out),
        "screenshots": lambda: make("demo.screenshots", chosen.out),
        "bench": bench,
        "build": build,
    }[chosen.command]
    return command()


def parser() -> argparse.ArgumentParser:
    described = argparse.ArgumentParser(prog="dev.py", description=__doc__)
    commands = described.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("run", help="open LawDesk; what follows is handed to it")
    commands.add_parser("test", help="lint, types, contracts, tests; what follows goes to pytest")
    commands.add_parser("lint", help="the same without the tests")
    demo = commands.add_parser("demo", help="play a lawyer's day without a screen")
    demo.add_argument("--out", type=Path, default=Path("lawdesk-demo"), metavar="DIR")
    screenshots = commands.add_parser("screenshots", help="draw every page, light and dark")
    screenshots.add_argument("--out", type=Path, default=Path("lawdesk-shots"), metavar="DIR")
    commands.add_parser("bench", help="measure speed and memory")
    commands.add_parser("build", help="make the program that needs no Python, and test it")
    return described


def run(arguments: list[str]) -> int:
    """Open the program; where nothing can be shown, play the demo instead."""
    if LINUX and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        print("There is no display here, so LawDesk plays its demo into ./lawdesk-demo instead.")
        return make("demo.day", Path("lawdesk-demo"))
    prepare(PRODUCT_LOCK)
    command = [str(PYTHON), "-P", "-m", "lawdesk", *arguments]  # -P: nothing from this folder
    if not WINDOWS:  # where execv would give the shell back before the program has ended
        os.execv(PYTHON, command)  # noqa: S606 - becoming the program is the point
    return call(command)


def test(arguments: list[str]) -> int:
    """All checks and all tests; the last line says GREEN or RED."""
    prepare(DEV_LOCK)
    if ALL_JUDGES:
        need_programs(JUDGES)
    workers = str(min(os.cpu_count() or 1, 4))
    shared = ["-n", workers, "--dist", "loadfile"]  # a file's tests share its browsers and demo
    pytest = ("tests", [str(PYTHON), "-m", "pytest", *shared, *arguments])
    with scratch_folder() as scratch:
        return run_steps([*lint_steps(), pytest], {"TMPDIR": scratch})


def lint() -> int:
    """Everything that reads the code without running it."""
    prepare(DEV_LOCK)
    return run_steps(lint_steps())


def lint_steps() -> list[tuple[str, list[str]]]:
    python, bin_folder = str(PYTHON), PYTHON.parent
    return [
        ("lint", [python, "-m", "ruff", "check"]),
        ("format", [python, "-m", "ruff", "format", "--check"]),
        ("types", [python, "-m", "mypy"]),
        ("contracts", [str(bin_folder / "lint-imports"), "--no-cache"]),
    ]


def make(module: str, out: Path) -> int:
    """Run a module of tests/demo that fills the folder `out`; say what is in it."""
    prepare(PRODUCT_LOCK)
    target = out.absolute()
    status = call([str(PYTHON), "-m", module, "--out", str(target)], env=offscreen())
    return status or report_made(target)


def bench() -> int:
    prepare(DEV_LOCK)
    return call([str(PYTHON), "-m", "bench.run"], env=offscreen())


def build() -> int:
    """A one-dir program in dist/LawDesk, which must pass its own self-test."""
    prepare(DEV_LOCK)
    if LINUX:
        need_programs({"objdump": "binutils"})
    made = ROOT / "dist" / "LawDesk"
    freeze = [str(PYTHON), "-m", "PyInstaller", "--noconfirm", "--log-level=WARN"]
    places = ["--distpath", str(made.parent), "--workpath", str(ROOT / "build")]
    status = call([*freeze, *places, str(ROOT / "build_installer.spec")])
    if status:
        return refuse("PyInstaller did not make the program; its words are above.", status)
    report_made(made)
    program = made / ("LawDesk.exe" if WINDOWS else "LawDesk")
    status = call([str(program), "--self-test"], env=offscreen())
    if status:
        return refuse(f"The program in {made} did not pass its self-test.", status)
    print(f"Built and self-tested: {program}")
    return 0


def prepare(lock: Path) -> None:
    """Make .venv hold what `lock` names, and the system hold what Qt needs, unless it is so."""
    stamp = VENV / f"installed-{lock.name}.txt"
    wanted = f"{hashlib.sha256(lock.read_bytes()).hexdigest()} {ROOT}\n"
    if PYTHON.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    if not PYTHON.exists() or moved():
        make_venv()
    print(f"Installing the packages of {lock.name} into {VENV} …")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    checked = ["--require-hashes", "--only-binary=:all:", "-r", str(lock)]
    if call([*pip, *checked]):
        raise SystemExit(refuse("The packages could not be installed; pip's words are above."))
    put_on_path()
    if LINUX:
        need_packages(packages_qt_lacks(), "Qt needs system libraries that are not here")
    stamp.write_text(wanted, encoding="utf-8")


def moved() -> bool:
    """Whether .venv was made for a checkout in another place; its scripts would not start."""
    return any(
        not stamp.read_text(encoding="utf-8").endswith(f" {ROOT}\n")
        for stamp in VENV.glob("installed-*.txt")
    )


def make_venv() -> None:
    import importlib.util

    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        need_packages([f"python{version}-venv"], "Python's venv module is not here")
    print(f"Making {VENV} …")
    if call([sys.executable, "-m", "venv", "--clear", str(VENV)]):
        raise SystemExit(refuse(f"Python could not make a virtual environment in {VENV}."))


def put_on_path() -> None:
    """Let the environment's Python find `lawdesk` from any folder."""
    site = next(VENV.glob("lib/python3*/site-packages"), VENV / "Lib" / "site-packages")
    (site / "lawdesk.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")


def packages_qt_lacks() -> list[str]:
    """Debian packages of the libraries that Qt's own files do not find on this system."""
    import subprocess

    qt = next(VENV.glob("lib/python3*/site-packages/PySide6/Qt"))
    files = [qt / "lib" / name for name in QT_PARTS]
    files += [qt / "plugins" / "platforms" / name for name in QT_PLATFORMS]
    lacking = set()
    for file in files:
        listed = subprocess.run(["ldd", file], capture_output=True, text=True, check=False).stdout
        lacking |= {line.split()[0] for line in listed.splitlines() if "not found" in line}
    return sorted({QT_LIBRARIES.get(name, name) for name in lacking})


def need_programs(packages_by_program: dict[str, str]) -> None:
    import shutil

    missing = [p for name, p in packages_by_program.items() if shutil.which(name) is None]
    need_packages(missing, "Programs are not here")


def need_packages(packages: list[str], why: str) -> None:
    """Install Debian packages when allowed to, else end with the line to run."""
    import shutil

    if not packages:
        return
    names = " ".join(packages)
    if shutil.which("apt-get") is None:
        raise SystemExit(refuse(f"{why}. Install what your system calls: {names}"))
    line = f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"
    if os.geteuid() != 0:
        raise SystemExit(refuse(f"{why}. Run this, then try again:\n  {line}"))
    print(f"{why}. Installing: {names}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=600", "-o", "Dpkg::Use-Pty=0"]
    call([*apt, "update"], env=quiet)
    if call([*apt, "install", "-y", "--no-install-recommends", *packages], env=quiet):
        raise SystemExit(refuse(f"apt-get could not install them. By hand:\n  {line}"))


@contextlib.contextmanager
def scratch_folder() -> Iterator[str]:
    """A folder for what tests write: in memory where there is one, as thousands of synced commits
    would otherwise wait for the disk. Gone afterwards.
    """
    import shutil
    import tempfile

    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    room = LINUX and memory.is_dir() and shutil.disk_usage(memory).free > 2_000_000_000
    folder = tempfile.mkdtemp(prefix="lawdesk-tests-", dir=memory if room else None)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run_steps(steps: list[tuple[str, list[str]]], extra: dict[str, str] | None = None) -> int:
    """Run every step, even after a red one; the exit status says whether all were green."""
    red, started = [], time.monotonic()
    for name, command in steps:
        print(f"\n== {name}")
        began = time.monotonic()
        env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **(extra or {})}
        if call(command, cwd=ROOT, env=env):
            red.append(name)
        verdict = "red" if name in red else "green"
        print(f"-- {name}: {verdict}, {time.monotonic() - began:.1f} s")
    took = f"{time.monotonic() - started:.0f} s"
    print(f"\nRED: {', '.join(red)} ({took})" if red else f"\nGREEN: all steps ({took})")
    return 1 if red else 0


def offscreen() -> dict[str, str]:
    """How a module of tests/ is run where nothing is to be shown."""
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    return {**os.environ, "PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen"}


def call(command: list[str], cwd: Path | None = None, env: dict[str, str] | None = None) -> int:
    import subprocess

    return subprocess.run(command, cwd=cwd, env=env, check=False).returncode


def report_made(folder: Path) -> int:
    """Print what is in a folder, each entry with its files and size."""
    print(f"Made in {folder}:")
    for entry in sorted(folder.iterdir()):
        files = [entry] if entry.is_file() else [f for f in entry.rglob("*") if f.is_file()]
        size = sum(file.lstat().st_size for file in files)
        count = "" if entry.is_file() else f"  ({len(files)} files)"
        print(f"  {size / 1_000_000:9.2f} MB  {entry.name}{count}")
    return 0


def refuse(sentence: str, status: int = 1) -> int:
    print(sentence, file=sys.stderr)
    return status


if __name__ == "__main__":
    raise SystemExit(main())
