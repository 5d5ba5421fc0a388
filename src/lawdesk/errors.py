"""Errors a lawyer may meet. Each text is one sentence that can be shown as it stands.

What belongs here: expected failures only. Everything else is a bug and goes to the crash dialog.
"""


class LawDeskError(Exception):
    """An expected failure. `text` says what happened and what was kept; `hint` says what to do."""

    def __init__(self, text: str, hint: str | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.hint = hint

    def __str__(self) -> str:
        return self.text if self.hint is None else f"{self.text} {self.hint}"


class RuleError(LawDeskError):
    """The office's rules refuse it."""


class FieldError(RuleError):
    """The office's rules refuse one field; a form shows the text under the field of that name."""

    def __init__(self, field: str, text: str, hint: str | None = None) -> None:
        super().__init__(text, hint)
        self.field = field


class NotFound(LawDeskError):
    """The row is gone."""


class StorageError(LawDeskError):
    """The disk or the database file cannot be used: full, locked, read-only, damaged."""


class UnlockError(LawDeskError):
    """The practice cannot be opened: wrong passphrase, key file missing or hostile, too new."""


class ImportRefused(LawDeskError):
    """A file from outside cannot be taken in; names the file, the place and the reason."""


class ExportError(LawDeskError):
    """A file for outside could not be written, or did not verify after writing."""


class Cancelled(LawDeskError):
    """The lawyer cancelled the work; silent."""

    def __init__(self) -> None:
        super().__init__("Cancelled; nothing was changed.")
