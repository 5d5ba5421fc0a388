"""A picture from the clipboard, as a file for a moment, so that it comes in like any other."""

from __future__ import annotations

import secrets
from pathlib import Path

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QImage

from lawdesk.domain.clock import Moment, local_time
from lawdesk.errors import ImportRefused
from lawdesk.paths import private_runtime
from lawdesk.translation import _
from lawdesk.vault.atomic_file import make_private_folder, write_atomic

_MOST_PIXELS = 120_000_000


def pasted_paths(image: QImage, now: Moment) -> tuple[Path, ...]:
    """Writes the picture as PNG into the folder that is swept at lock. For a worker.

    Raises ImportRefused where there is no picture, StorageError.
    """
    if image.isNull() or image.width() * image.height() > _MOST_PIXELS:
        raise ImportRefused(_("The picture on the clipboard is empty or too large."))
    target = QBuffer()
    target.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(target, "PNG")  # type: ignore[call-overload]
    time = local_time(now.at, now.zone).strftime("%H.%M.%S")
    when = f"{now.day.isoformat()} {time}"
    folder = private_runtime() / f"pasted-{secrets.token_hex(8)}"
    make_private_folder(private_runtime())
    make_private_folder(folder)
    path = folder / _("Pasted {when}.png").format(when=when)
    write_atomic(path, bytes(target.data().data()))
    return (path,)
