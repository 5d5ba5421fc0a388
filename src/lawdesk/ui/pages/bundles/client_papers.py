"""Small papers that go to a client by hand: the card with the words, and the guide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from lawdesk.domain.bundles import Sender, WordsKind
from lawdesk.domain.clients import ClientId
from lawdesk.domain.locale_format import format_date, reader_locale
from lawdesk.store import clients
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.bundles.bundle_writing import WrittenBundle
from lawdesk.ui.questions import FileQuestions, confirm
from lawdesk.vault.atomic_file import write_atomic


@dataclass(frozen=True, slots=True)
class Card:
    """Words for a client on a card. Standing words name no bundle: `public_id` is empty."""

    client_id: ClientId
    words: str
    public_id: str
    on: date
    kind: WordsKind


def save_words_card(
    desk: Desk, files: FileQuestions, parent: QWidget, bundle: WrittenBundle
) -> None:
    """The card of a bundle that was written just now."""
    plan = bundle.plan
    card = Card(bundle.client_id, bundle.words, plan.public_id, plan.on, bundle.words_kind)
    save_card(desk, files, parent, card, f"words-{plan.public_id}.pdf")


def save_card(desk: Desk, files: FileQuestions, parent: QWidget, card: Card, name: str) -> None:
    """Asks where, warns that the card is not encrypted, and draws it on a worker, in the client's
    language.
    """
    path = files.path_to_save(parent, _("Save card"), name)
    if path is None or not confirm(
        parent, _("Save the card"), _card_sentence(path), _("Save card")
    ):
        return
    read = desk.read
    language = clients.get(read, card.client_id).language
    locale = reader_locale(practices.get(read).locale, language)
    day = format_date(card.on, locale, "long")

    def draw(_report: object) -> None:
        from lawdesk.exports.words_card import words_card  # reportlab is slow to import

        write_atomic(
            path,
            words_card(card.words, card.public_id, day, kind=card.kind, language=language),
        )

    desk.start(
        draw,
        lambda _done: desk.say(_("The card is saved as {path}.").format(path=path)),
        _("Saving the card"),
    )


def save_guide(desk: Desk, files: FileQuestions, parent: QWidget, client_id: ClientId) -> None:
    """The one page that tells a client how to open a bundle; nothing in it is secret."""
    settings, client = practices.get(desk.read), clients.get(desk.read, client_id)
    path = files.path_to_save(parent, _("Save the guide"), f"how-to-open-{client.language}.pdf")
    if path is None:
        return
    sender = Sender(settings.name, settings.title, settings.phone, settings.mail)
    language, locale = client.language, settings.locale

    def draw(_report: object) -> None:
        from lawdesk.exports.client_guide_pdf import draw_client_guide

        write_atomic(path, draw_client_guide(sender, language, locale))

    desk.start(
        draw,
        lambda _done: desk.say(_("The guide is saved as {path}.").format(path=path)),
        _("Saving the guide"),
    )


def _card_sentence(path: Path) -> str:
    return _(
        "Saves a card with the six words as {name} in {folder}. It is not encrypted: print it, "
        "then delete the file. Never keep it beside the bundle."
    ).format(name=path.name, folder=path.parent)
