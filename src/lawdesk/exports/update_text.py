"""An update as a letter in plain text, in the client's language, for a mail or to read out."""

from __future__ import annotations

from datetime import date

from lawdesk.domain.locale_format import format_date, reader_locale
from lawdesk.domain.updates import UpdateParts
from lawdesk.exports.client_texts import client_texts
from lawdesk.exports.fill_text import fill


def update_text(
    language: str,
    parts: UpdateParts,
    *,
    recipient: str,
    matter: str,
    dated_on: date,
    locale: str,
    sender: str,
) -> tuple[str, str]:
    """Subject and body. The subject names neither client nor matter; empty parts are left out."""
    words = client_texts("update", language)
    day = format_date(dated_on, reader_locale(locale, language), "long")
    facts = {"recipient": recipient, "matter": matter, "date": day}
    written = (
        (words["happened"], parts.happened),
        (words["next"], parts.next),
        (words["needed"], parts.needed),
    )
    blocks = [fill(words["greeting"], facts), fill(words["lead"], facts)]
    for title, text in written:
        if text.strip():
            blocks.append(f"{title}\n\n{text.strip()}")
    blocks += [words["close"], f"{words['farewell']}\n{sender}"]
    return words["subject"], "\n\n".join(blocks) + "\n"
