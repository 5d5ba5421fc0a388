"""The bytes of a planned paper on their way into a bundle, held against the plan."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from lawdesk.domain.bundles import BundleFile
from lawdesk.errors import ExportError
from lawdesk.progress import Report
from lawdesk.translation import _


class PlannedPaper:
    """A sink that passes on what agrees with the plan so far; `close` says whether all of it came.

    `report` counts the bytes of this paper.
    """

    def __init__(
        self, file: BundleFile, forward: Callable[[bytes], object], report: Report
    ) -> None:
        self._file = file
        self._forward = forward
        self._report = report
        self._checksum = hashlib.sha256()
        self._size = 0

    def write(self, data: bytes, /) -> int:
        """Pass `data` on. Raises `ExportError` for more than was planned."""
        self._size += len(data)
        if self._size > self._file.size:
            raise _not_as_planned(self._file)
        self._checksum.update(data)
        self._forward(data)
        self._report(self._size, self._file.size)
        return len(data)

    def close(self) -> None:
        """Raise `ExportError` unless all of the planned paper came, and nothing else."""
        if (self._size, self._checksum.hexdigest()) != (self._file.size, self._file.sha256):
            raise _not_as_planned(self._file)


def _not_as_planned(file: BundleFile) -> ExportError:
    return ExportError(
        _('The paper "{title}" is not what was planned, so no bundle was written.').format(
            title=file.title
        ),
        _("Plan the bundle again."),
    )
