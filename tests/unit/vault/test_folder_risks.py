"""Bad places for a practice are told by their names."""

from pathlib import Path

import pytest

from lawdesk.vault.folder_risks import conflicted_copies, risk_words, sync_program


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("/home/helen/OneDrive/Law/practice", "OneDrive"),
        ("/home/helen/OneDrive - Marsh Law/practice", "OneDrive"),
        ("/home/helen/Dropbox/practice", "Dropbox"),
        ("/home/helen/Dropbox (Personal)/practice", "Dropbox"),
        ("/Users/helen/Library/Mobile Documents/com~apple~CloudDocs/practice", "iCloud"),
        ("/Users/helen/Library/CloudStorage/Something/practice", "CloudStorage"),
        ("/Users/helen/Library/CloudStorage/GoogleDrive-helen@x.example/practice", "Google Drive"),
        ("/home/helen/Nextcloud/practice", "Nextcloud"),
        ("/home/helen/.local/share/LawDesk/practice", None),
        ("/home/helen/Dropbox notes of 2019/practice", None),
        ("/home/helen/boxes/practice", None),
    ],
)
def test_sync_programs_are_known_by_their_folders(folder: str, program: str | None) -> None:
    assert sync_program(Path(folder)) == program


def test_copies_made_by_others_are_listed_and_our_own_files_are_not(tmp_path: Path) -> None:
    ours = (
        *("vault.json", "vault.db", "vault.db-journal", "vault.head", "practice.lock"),
        *("keys.pass", "keys.2.pass", "keys.recovery.age", "keys.keyring", "clock.stop"),
        *("before-upgrade-0001.db", ".vault.json.ab12cd34.tmp", "notes.txt"),
    )
    strange = (
        "keys (1).pass",
        "vault (Helen's conflicted copy 2026-11-20).db",
        "vault-DESKTOP-7.db",
        "vault.sync-conflict-20261120-101500-ABCDEFG.db",
    )
    for name in (*ours, *strange):
        (tmp_path / name).touch()
    assert conflicted_copies(tmp_path) == strange
    assert all(name in risk_words(tmp_path) for name in strange)


def test_a_good_place_gets_no_words(tmp_path: Path) -> None:
    assert risk_words(tmp_path / "practice") == ""
