"""A template as it would look filled, with an invented client: what its preview shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lawdesk.domain.letters.letters import LetterPaper, TemplateWords
from lawdesk.domain.letters.placeholders import filled
from lawdesk.domain.locale_format import format_date, format_money, reader_locale
from lawdesk.domain.practice import Practice
from lawdesk.exports.client_texts import client_texts
from lawdesk.operations.letterhead import sender_now
from lawdesk.operations.letters import is_letter_size, practice_values
from lawdesk.store import practice as practices
from lawdesk.store.database import Reader

_TOTAL_CENTS = 1_840_00
_NUMBER = "0042"


def sample_letter(read: Reader, template: TemplateWords, day: date) -> LetterPaper:
    """The template filled with an invented client, matter and invoice, on the real letterhead."""
    settings = practices.get(read)
    words = client_texts("letter", template.language)
    values = _values(settings, words, template.language, day)
    is_letter = is_letter_size(settings)
    return LetterPaper(
        kind=template.kind,
        language=template.language,
        locale=reader_locale(settings.locale, template.language),
        currency=settings.currency,
        sender=sender_now(read),
        recipient_lines=(words["sample_client"], *words["sample_address"].splitlines()),
        made_on=day,
        subject=filled(template.subject, values),
        text=filled(template.text, values),
        closing=filled(words["closing"], values),
        client_name=words["sample_client"],
        matter=f"{values['matter.number']} {values['matter.title']}",
        paper_size="LETTER" if is_letter else "A4",
        window="US10" if is_letter else "DIN5008-B",
    )


def _values(
    settings: Practice, words: Mapping[str, str], language: str, day: date
) -> dict[str, str]:
    locale = reader_locale(settings.locale, language)
    today = format_date(day, locale, "long")
    total = format_money(_TOTAL_CENTS, settings.currency, locale, with_currency=True)
    number = f"{day.year}-{_NUMBER}"
    return {
        **practice_values(settings),
        "client.name": words["sample_client"],
        "client.contact_person": words["sample_client"],
        "client.address": words["sample_address"],
        "client.mail": "sample@client.example",
        "client.phone": "000 0000",
        "client.reference": "ABC-1",
        "matter.title": words["sample_matter"],
        "matter.number": number,
        "matter.reference": "ABC-2",
        "matter.opened": today,
        "invoice.number": number,
        "invoice.date": today,
        "invoice.total": total,
        "invoice.open": total,
        "invoice.due": today,
        "today": today,
    }
