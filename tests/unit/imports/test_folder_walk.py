"""What is found in dropped folders, and what stays outside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lawdesk.errors import Cancelled, ImportRefused
from lawdesk.imports.folder_walk import open_regular, walk


def fill(folder: Path, *names: str) -> None:
    """Files of these names, with their folders."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode(errors="replace"))


def test_folders_keep_their_shape(tmp_path: Path) -> None:
    fill(tmp_path, "Case/b.txt", "Case/a.txt", "Case/2026/Court/c.txt", "loose.txt")
    plan = walk([tmp_path / "Case", tmp_path / "loose.txt"])
    assert [(file.folder, file.name) for file in plan.files] == [
        ("Case/2026/Court", "c.txt"),
        ("Case", "a.txt"),
        ("Case", "b.txt"),
        ("", "loose.txt"),
    ]
    assert plan.size == sum(file.path.stat().st_size for file in plan.files)
    assert (plan.refused, plan.left_out) == ((), 0)


def test_litter_links_and_hidden_files_stay_outside(tmp_path: Path) -> None:
    fill(
        tmp_path,
        *("Case/a.txt", "Case/.DS_Store", "Case/Thumbs.db", "Case/desktop.ini", "Case/.git/x"),
        *("Case/~$letter.docx", "Case/.~lock.letter.odt#", "elsewhere/secret.txt"),
    )
    (tmp_path / "Case" / "link.txt").symlink_to(tmp_path / "elsewhere" / "secret.txt")
    (tmp_path / "Case" / "round").symlink_to(tmp_path / "Case")
    plan = walk([tmp_path / "Case"])
    assert [file.name for file in plan.files] == ["a.txt"]
    assert plan.left_out == 8
    assert plan.refused == ()


def test_devices_and_links_that_were_asked_for_are_told(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    plan = walk([tmp_path / "pipe", tmp_path / "link.txt", tmp_path / "gone.txt"])
    assert plan.files == ()
    assert {refused.name: refused.reason for refused in plan.refused} == {
        "pipe": "it is no ordinary file",
        "link.txt": "it is a link; choose the file it leads to",
        "gone.txt": "No such file or directory",
    }


def test_names_are_cleaned_and_content_is_found_all_the_same(tmp_path: Path) -> None:
    odd = ["a\nb.txt", "-rf.txt", "CON", "turn\u202etxt.exe", "x" * 250 + ".pdf", "tail.txt. "]
    fill(tmp_path / "Case", *odd)
    (tmp_path / "Case" / os.fsdecode(b"\xff\xfe.txt")).write_bytes(b"x")
    files = walk([tmp_path / "Case"]).files
    assert len(files) == 7
    assert {"ab.txt", "_-rf.txt", "_CON", "turntxt.exe", "tail.txt"} <= {f.name for f in files}
    assert all(len(file.name.encode()) <= 120 for file in files)
    for file in files:
        with open_regular(file.path) as stream:
            assert stream.read()


def test_very_deep_and_very_long_folders(tmp_path: Path) -> None:
    deep = "/".join(["d"] * 45)
    fill(
        tmp_path, f"Case/{deep}/too deep.txt", f"Case/{'e' * 100}/{'f' * 100}/{'g' * 150}/long.txt"
    )
    plan = walk([tmp_path / "Case"])
    assert [file.folder for file in plan.files] == [f"Case/{'e' * 100}/{'f' * 100}"]
    assert plan.refused[0].reason == "its folders are more than 40 deep"


def test_a_folder_that_may_not_be_read(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may read everything")
    fill(tmp_path, "Case/a.txt")
    (tmp_path / "Case").chmod(0)
    plan = walk([tmp_path / "Case"])
    (tmp_path / "Case").chmod(0o700)
    assert [refused.reason for refused in plan.refused] == ["Permission denied"]


def test_walking_can_be_cancelled(tmp_path: Path) -> None:
    fill(tmp_path, *[f"Case/{n}/a.txt" for n in range(9)])

    def cancel(found: int, _total: int) -> None:
        if found > 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        walk([tmp_path], cancel)


def test_what_became_a_link_or_a_pipe_is_not_opened(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "a.txt")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe", "gone", "."):
        with pytest.raises(ImportRefused):
            open_regular(tmp_path / name)
