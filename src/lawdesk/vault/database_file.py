"""What can be told of the database file before SQLCipher is asked to open it.

SQLCipher turns an empty file into a new database without a word, and a plain SQLite file under
this name would mean that nothing is encrypted. Both are refused here.
"""

from gettext import gettext as _
from pathlib import Path

from lawdesk.errors import UnlockError

_PLAIN_MAGIC = b"SQLite format 3\x00"
_PAGE_SIZE = 4096


def check_database_file(path: Path) -> None:
    """Raise UnlockError unless `path` may be a whole SQLCipher 4 database."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(len(_PLAIN_MAGIC))
    except FileNotFoundError as error:
        raise _refused(
            _("The database {name} is missing from the practice folder."), path
        ) from error
    except OSError as error:
        raise _refused(_("The database {name} cannot be read."), path) from error
    if size == 0:
        raise _refused(_("The database {name} is empty: it has 0 bytes."), path)
    if start == _PLAIN_MAGIC:
        raise _refused(_("The file {name} is a plain SQLite file, not this practice's."), path)
    if size < _PAGE_SIZE:
        raise _refused(_("The database {name} is cut off."), path)


def _refused(sentence: str, path: Path) -> UnlockError:
    return UnlockError(
        sentence.format(name=path.name),
        _("Nothing was changed. Restore the practice from a backup."),
    )
