"""Letter templates, letters in the making, and the paper they become."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoice_paper import PaperSender, PaperSize, Window
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.letters.placeholders import gaps_named, unknown_names
from lawdesk.domain.matters import MatterId
from lawdesk.errors import FieldError, RuleError
from lawdesk.translation import _

LetterTemplateId = NewType("LetterTemplateId", int)
LetterDraftId = NewType("LetterDraftId", int)

_LONGEST_TITLE, _LONGEST_SUBJECT, _LONGEST_TEXT, _LONGEST_PART = 200, 300, 200_000, 2000


class LetterKind(StrEnum):
    """What is written. An agreement ends with lines for both to sign on."""

    LETTER = "letter"
    AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """A letter with placeholders, in one language; `area` is empty for every kind of matter."""

    id: LetterTemplateId
    kind: LetterKind
    area: str
    language: str
    title: str
    subject: str
    text: str
    changed_at: int
    archived_at: int | None


@dataclass(frozen=True, slots=True)
class TemplateWords:
    """What the lawyer writes in a template."""

    kind: LetterKind
    language: str
    title: str
    subject: str
    text: str
    area: str = ""


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """A letter in the making: filled text in which gaps may be left. At most one for a matter.

    `recipient` and `closing` are lines as they will stand on paper. `invoice_id` is the invoice
    that the letter is about.
    """

    id: LetterDraftId
    client_id: ClientId
    matter_id: MatterId | None
    invoice_id: InvoiceId | None
    kind: LetterKind
    dated_on: date
    recipient: str
    subject: str
    text: str
    closing: str
    changed_at: int

    @property
    def gaps(self) -> str:
        """What is still to be filled, named in a row; empty where nothing is."""
        return gaps_named(f"{self.recipient}\n{self.subject}\n{self.text}\n{self.closing}")


@dataclass(frozen=True, slots=True)
class LetterPaper:
    """A letter as it is printed. `currency` is there for the frame that all papers share.

    The first line of `closing` is the regards, a space to sign follows, then the other lines. An
    agreement also has lines for both to sign on.
    """

    kind: LetterKind
    language: str
    locale: str
    currency: str
    sender: PaperSender
    recipient_lines: tuple[str, ...]
    made_on: date
    subject: str
    text: str
    closing: str
    client_name: str
    matter: str = ""
    client_reference: str = ""
    paper_size: PaperSize = "A4"
    window: Window = "DIN5008-B"


def check_template(words: TemplateWords) -> None:
    """Raise FieldError for "title", "subject" or "text" where a template cannot be kept."""
    if not words.title.strip():
        raise FieldError("title", _("A template needs a name to be found by; nothing was saved."))
    if len(words.title) > _LONGEST_TITLE:
        raise FieldError("title", _("A name may have 200 characters; nothing was saved."))
    if len(words.subject) > _LONGEST_SUBJECT:
        raise FieldError("subject", _("A subject may have 300 characters; nothing was saved."))
    if not words.text.strip():
        raise FieldError("text", _("There is no text yet; nothing was saved."))
    if len(words.text) > _LONGEST_TEXT:
        raise FieldError("text", _("A text may have 200,000 characters; nothing was saved."))


def unknown_sentence(words: TemplateWords) -> str:
    """What is said of names that no letter will fill; empty where every name is known."""
    unknown = unknown_names(f"{words.subject}\n{words.text}")
    if not unknown:
        return ""
    named = ", ".join(f"{{{{{name}}}}}" for name in unknown[:6])
    return _("Not on the list, so every letter will show it as a gap: {names}").format(names=named)


def check_draft_field(name: str, value: str) -> None:
    """Raise FieldError for a text that a letter has no room for."""
    most = {"subject": _LONGEST_SUBJECT, "text": _LONGEST_TEXT}.get(name, _LONGEST_PART)
    if len(value) > most:
        raise FieldError(
            name,
            _("At most {count} characters fit here; the old text was kept.").format(count=most),
        )


def check_finished(draft: LetterDraft) -> None:
    """Raise RuleError where a letter cannot be finished yet."""
    if draft.gaps:
        raise RuleError(
            _("The letter still has gaps, so it was not filed: {gaps}").format(gaps=draft.gaps),
            _("Type what belongs there, or take them out."),
        )
    if not draft.subject.strip():
        raise FieldError("subject", _("A letter needs a subject; it was not filed."))
    if not draft.text.strip():
        raise FieldError("text", _("The letter says nothing yet; it was not filed."))
