"""A bundle in the making, told in words: its size, and the last look before it is written."""

from __future__ import annotations

from collections.abc import Sequence

from lawdesk.domain.bundle_contents import BundleChoice, BundleOffer
from lawdesk.domain.bundle_handover import FileChannel
from lawdesk.domain.bundles import (
    MAX_FILES,
    BundleFormat,
    MailSizeAdvice,
    mail_size_advice,
)
from lawdesk.store import clients
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.document_words import size_words
from lawdesk.ui.pages.bundles.bundle_names import channel_words, format_words
from lawdesk.ui.pages.bundles.bundle_summary import Summary
from lawdesk.ui.pages.bundles.contents_rows import ContentRow
from lawdesk.ui.pages.bundles.send_choice import SendChoice

_LETTER_START = 160


def size_sentence(
    count: int, size: int, channel: FileChannel, locale: str, *, made: bool
) -> tuple[str, str]:
    """How many papers of what size go in, whether that fits, and the tone of it."""
    if not count:
        return _("No paper is chosen."), ""
    told = papers_words(count, size_words(size, locale))
    if made:
        told = _("{papers}, and what is still to be drawn").format(papers=told)
    if count > MAX_FILES:
        words = _("{papers}. A bundle holds {most} papers at most; choose fewer.")
        return words.format(papers=told, most=MAX_FILES), "overdue"
    advice = mail_size_advice(size)
    if advice is MailSizeAdvice.TOO_LARGE:
        words = _("{papers}. A bundle holds 100 MB at most; choose fewer papers.")
        return words.format(papers=told), "overdue"
    if channel is not FileChannel.MAIL:
        return f"{told}.", ""
    if advice is MailSizeAdvice.LARGE:
        words = _("{papers}. Too large for most mails; choose fewer, or hand it over otherwise.")
        return words.format(papers=told), "attention"
    return _("{papers}. Fits into a mail.").format(papers=told), ""


def papers_words(count: int, size: str) -> str:
    """So many papers of that size."""
    words = _("1 paper, {size}") if count == 1 else _("{count} papers, {size}")
    return words.format(count=count, size=size)


def summary_of(
    desk: Desk,
    offer: BundleOffer,
    choice: BundleChoice,
    rows: Sequence[ContentRow],
    send: SendChoice,
) -> Summary:
    """What the lawyer reads before a bundle is written."""
    client = clients.get(desk.read, offer.client_id)
    about = "\n".join(f"{each.title} · {each.number}" for each in offer.matters)
    way = channel_words()[send.chosen_channel]
    facts = [
        (_("Number"), str(offer.number)),
        (_("Matters"), about or _("none")),
        (_("Format"), format_words()[choice.format]),
        (_("Way"), way),
        (_("Folder"), str(send.place)),
    ]
    contents = [(_told(row), row.size) for row in rows]
    if choice.letter.strip():
        contents.insert(0, (_letter_words(choice.letter), ""))
    return Summary(client.name, facts, contents, _warning(desk, offer, choice))


def _told(row: ContentRow) -> str:
    return f"{row.title} ({row.detail})" if row.detail else row.title


def _letter_words(letter: str) -> str:
    start = " ".join(letter.split())
    cut = start if len(start) <= _LETTER_START else f"{start[:_LETTER_START]}…"
    return _("Letter: {start}").format(start=cut)


def _warning(desk: Desk, offer: BundleOffer, choice: BundleChoice) -> str:
    """What the lawyer may have overlooked."""
    going = [each for each in offer.updates if each.id in choice.update_ids]
    gaps = dict.fromkeys(gap for each in going for gap in each.gaps)
    if gaps:
        words = _("An update still has gaps, and the client would read them: {gaps}.")
        return words.format(gaps=", ".join(gaps))
    risky = [x.title for x in offer.documents if x.takes_care and x.id in choice.document_ids]
    if risky:
        words = _("A paper is a program, runs one, or hides what it is: {titles}.")
        return words.format(titles=", ".join(risky))
    if choice.request_ids and choice.format is not BundleFormat.HTML:
        return _(
            "The client is asked for something but cannot answer inside this format: "
            "they will have to write or call."
        )
    if not offer.matters:
        return _("No matter is chosen, so it tells nothing of any matter.")
    if practices.get(desk.read).is_sample:
        return _("This is the sample practice: nothing in it is real.")
    return ""
