"""The own key of each sealed document: an age identity that is used for one file and no other.

It lies beside the document as a tiny age file, sealed to the practice's newest document identity.
With that file gone the document can be opened by nobody, which is how it is destroyed alone.
"""

import contextlib
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from lawdesk.errors import StorageError
from lawdesk.translation import _
from lawdesk.vault.age_header import UnsafeHeader, check_age_header
from lawdesk.vault.atomic_file import LateSync, write_atomic
from lawdesk.vault.hashing_streams import unreadable

if TYPE_CHECKING:
    from pyrage import x25519

KEY_ENDING = ".key.age"
_LARGEST_KEY_FILE = 4096
_IDENTITY = re.compile(rb"AGE-SECRET-KEY-1[0-9A-Z]{58}", re.ASCII)


def make_own_key(
    path: Path, practice: "x25519.Identity", *, later: LateSync | None = None
) -> "x25519.Identity":
    """A fresh identity; its file at `path` is durable when this returns, or once `later` has
    finished. Raises StorageError.
    """
    import pyrage
    from pyrage import x25519

    own = x25519.Identity.generate()
    write_atomic(
        path, pyrage.encrypt(str(own).encode() + b"\n", [practice.to_public()]), later=later
    )
    return own


def read_own_key(path: Path, practice: "list[x25519.Identity]") -> "x25519.Identity | None":
    """The identity that lies at `path`; None where there is no such file.

    Raises StorageError where it is damaged or not for these identities.
    """
    import pyrage
    from pyrage import x25519

    try:
        with path.open("rb") as stream:
            sealed = stream.read(_LARGEST_KEY_FILE + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unreadable(error) from error
    with contextlib.suppress(UnsafeHeader, pyrage.DecryptError, pyrage.IdentityError):
        if len(sealed) <= _LARGEST_KEY_FILE:
            check_age_header(io.BytesIO(sealed))
            text = pyrage.decrypt(sealed, practice).strip()
            if _IDENTITY.fullmatch(text):
                return x25519.Identity.from_str(text.decode("ascii"))
    raise StorageError(
        _("The key file of this document was altered or damaged; it was not opened."),
        _("Restore {name} from a backup. Other documents are not affected.").format(name=path.name),
    )
