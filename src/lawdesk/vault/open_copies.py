"""Plain copies that other programs work on, for one session: put out, held against what they were,
and swept.

Each lies in a folder of its own with a random name, for this user only, and beside it a note of
which document it is. What the other program leaves there (locks, autosaves) is swept with it. A
copy that was changed is never swept before somebody decided about it.
"""

import contextlib
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from lawdesk.progress import Report, silent
from lawdesk.vault.atomic_file import storage_error, write_atomic
from lawdesk.vault.sealed_documents import SealedDocument, SealedDocuments

FOLDER_NAME = "open"
_NOTE, _PAPER = "about.json", "paper"
_LONGEST_NOTE = 4096
_MOST_LISTED = 1000


@dataclass(frozen=True, slots=True)
class OpenCopy:
    """A plain copy on disk: of which version of which document, and what its bytes were."""

    folder: Path
    vault_id: str
    document_id: int
    version: int
    name: str
    sha256: str

    @property
    def path(self) -> Path:
        """The file the other program was given."""
        return self.folder / _PAPER / self.name


@dataclass(frozen=True, slots=True)
class SweptCopy:
    """A copy that was deleted, and how many files of the other program lay beside it."""

    vault_id: str
    document_id: int
    beside: int


def put_out(
    runtime: Path,
    about: tuple[str, int, int],
    name: str,
    sealed: SealedDocument,
    vault: SealedDocuments,
    report: Report = silent,
) -> OpenCopy:
    """Write a plain copy; `about` is the practice, the document and its version.

    `name` is clean already. Raises NotFound, StorageError, Cancelled; nothing is left then.
    """
    folder = runtime / FOLDER_NAME / secrets.token_hex(16)
    copy = OpenCopy(folder, *about, name, sealed.plain_sha256)
    try:
        runtime.parent.mkdir(parents=True, exist_ok=True)
        for each in (runtime, runtime / FOLDER_NAME, folder, folder / _PAPER):
            each.mkdir(mode=0o700, exist_ok=True)  # not synced: nothing here is meant to last
        _note(copy)
        handle = os.open(copy.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            vault.unseal_to(sealed, stream, report)
    except OSError as error:
        remove(copy)
        raise storage_error(error, copy.path) from error
    except BaseException:
        remove(copy)
        raise
    return copy


def note_kept(copy: OpenCopy, version: int, sha256: str) -> OpenCopy:
    """The copy is this version now. Raises StorageError."""
    kept = OpenCopy(copy.folder, copy.vault_id, copy.document_id, version, copy.name, sha256)
    _note(kept)
    return kept


def list_copies(runtime: Path) -> list[OpenCopy]:
    """Every copy whose note can be read; anything else there is swept, never listed."""
    return [copy for copy in map(_read, _folders(runtime)) if copy is not None]


def is_changed(copy: OpenCopy) -> bool:
    """Whether the other program wrote something else into the file. A file that is gone, or was
    made something else than a file, is no change.
    """
    with contextlib.suppress(OSError):
        if copy.path.is_file() and not copy.path.is_symlink():
            with copy.path.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest() != copy.sha256
    return False


def files_beside(copy: OpenCopy) -> tuple[str, ...]:
    """Names of what the other program left beside the copy: locks and autosaves."""
    with contextlib.suppress(OSError):
        return tuple(sorted(p.name for p in copy.path.parent.iterdir() if p != copy.path))
    return ()


def remove(copy: OpenCopy) -> None:
    """Delete a copy with everything beside it; what resists is tried again at the next sweep."""
    shutil.rmtree(copy.folder, ignore_errors=True)


def sweep(runtime: Path) -> tuple[SweptCopy, ...]:
    """Delete every copy that was not changed, and what lies beside one that was."""
    swept = []
    for folder in _folders(runtime):
        copy = _read(folder)
        if copy is None:
            shutil.rmtree(folder, ignore_errors=True)
        elif is_changed(copy):
            _remove_beside(copy)
        else:
            swept.append(SweptCopy(copy.vault_id, copy.document_id, len(files_beside(copy))))
            remove(copy)
    return tuple(swept)


def _remove_beside(copy: OpenCopy) -> None:
    for name in files_beside(copy):
        path = copy.path.parent / name
        with contextlib.suppress(OSError):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()


def _folders(runtime: Path) -> Iterator[Path]:
    place = runtime / FOLDER_NAME
    if place.is_dir() and not place.is_symlink():
        for child in sorted(place.iterdir())[:_MOST_LISTED]:
            if child.is_dir() and not child.is_symlink():
                yield child


def _note(copy: OpenCopy) -> None:
    said = {key: value for key, value in asdict(copy).items() if key != "folder"}
    write_atomic(copy.folder / _NOTE, json.dumps(said).encode())


def _read(folder: Path) -> OpenCopy | None:
    try:
        with (folder / _NOTE).open("rb") as stream:
            said = json.loads(stream.read(_LONGEST_NOTE))
        copy = OpenCopy(folder, **said)
    except (OSError, ValueError, TypeError):
        return None
    texts = (copy.vault_id, copy.name, copy.sha256)
    numbers = (copy.document_id, copy.version)
    is_sound = all(type(x) is str for x in texts) and all(type(x) is int for x in numbers)
    return copy if is_sound and Path(copy.name).name == copy.name != "" else None
