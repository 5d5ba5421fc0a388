"""What the lock screen must know before anything is opened: which practices there are.

What belongs here: finding them, and how long to wait after wrong tries. Nothing that costs time to
import; the keys themselves are opened by `practice_folder`.
"""

from dataclasses import dataclass
from pathlib import Path

from lawdesk.errors import LawDeskError
from lawdesk.vault import practice_file
from lawdesk.vault.folder_risks import risk_words

_LONGEST_DELAY = 30


@dataclass(frozen=True)
class ListedPractice:
    """A practice found on this computer.

    `problem` is set when its `vault.json` is unusable, `warning` when its folder is a bad place.
    """

    folder: Path
    label: str
    vault_id: str | None
    has_keyring_slot: bool
    problem: str | None
    warning: str = ""


def list_practices(root: Path) -> tuple[ListedPractice, ...]:
    """The practices in the folders right below `root`, by label. Unusable ones say why."""
    if not root.is_dir():
        return ()
    folders = [child for child in root.iterdir() if (child / practice_file.FILE_NAME).exists()]
    return tuple(
        sorted(map(look_at_practice, folders), key=lambda p: (p.label.casefold(), str(p.folder)))
    )


def delay_seconds(failed_tries: int) -> int:
    """How long to wait before the next try: none after one or two slips, then doubling to 30 s."""
    if failed_tries < 3:
        return 0
    return min(_LONGEST_DELAY, 1 << min(failed_tries - 3, 10))


def look_at_practice(folder: Path) -> ListedPractice:
    """What `vault.json` in `folder` tells, or why it cannot be used."""
    try:
        practice = practice_file.read_practice_file(folder)
    except LawDeskError as error:
        return ListedPractice(folder, folder.name, None, False, error.text)
    keyring = practice.slot("keyring") is not None
    return ListedPractice(
        folder, practice.label, practice.vault_id, keyring, None, risk_words(folder)
    )
