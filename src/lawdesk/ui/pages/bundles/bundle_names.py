"""How formats, ways and standings are called on the screen."""

from __future__ import annotations

from lawdesk.domain.bundle_handover import FileChannel, WordsChannel
from lawdesk.domain.bundles import BillStanding, BundleFormat, WordsKind
from lawdesk.store.bundles import LatestBundle
from lawdesk.translation import _


def format_words() -> dict[BundleFormat, str]:
    """The three formats."""
    return {
        BundleFormat.HTML: _("Web page (HTML)"),
        BundleFormat.PDF: _("PDF"),
        BundleFormat.ZIP: _("ZIP"),
    }


def format_advice_words(chosen: BundleFormat) -> str:
    """For whom a format is, and what it cannot do."""
    return {
        BundleFormat.HTML: _(
            "For several papers, or when you want an answer. Opens in the browser of a computer, "
            "not in the mail preview of a phone; some companies stop HTML in the mail."
        ),
        BundleFormat.PDF: _(
            "For a phone, or when you do not know the device, and for a single paper. The client "
            "cannot answer inside it."
        ),
        BundleFormat.ZIP: _(
            "For an IT department: Windows and macOS do not open it without a program such as "
            "7-Zip. Names in it can be read without the words."
        ),
    }[chosen]


def channel_words() -> dict[FileChannel, str]:
    """The ways a file can go."""
    return {
        FileChannel.MAIL: _("By mail"),
        FileChannel.IN_PERSON: _("In person, on a stick"),
        FileChannel.POST: _("By post, on a stick"),
        FileChannel.SHARE: _("Through your file share"),
        FileChannel.OTHER: _("Another way"),
    }


def channel_advice_words(channel: FileChannel) -> str:
    """What a way means for the lawyer."""
    return {
        FileChannel.MAIL: _(
            "LawDesk makes a draft for your mail program. It carries the file and never the words."
        ),
        FileChannel.IN_PERSON: _("Copy the file to a stick and hand it over."),
        FileChannel.POST: _("The words do not go into the same envelope."),
        FileChannel.SHARE: _("Put the file where you and this client exchange files already."),
        FileChannel.OTHER: _("Any way, as long as the words go a different one."),
    }[channel]


def words_channel_words() -> dict[WordsChannel, str]:
    """The ways a client can learn the words."""
    return {
        WordsChannel.PHONE: _("by phone"),
        WordsChannel.IN_PERSON: _("in person"),
        WordsChannel.MESSAGE: _("by a message (Signal, SMS)"),
        WordsChannel.POST: _("by post, on the card"),
        WordsChannel.KNOWN: _("the client has them"),
        WordsChannel.MAIL: _("by mail"),
    }


def standing_words(standing: BillStanding) -> tuple[str, str]:
    """How a bill stands, and the tone of it."""
    return {
        BillStanding.OPEN: (_("open"), "accent"),
        BillStanding.OVERDUE: (_("overdue"), "overdue"),
        BillStanding.PAID: (_("paid"), "running"),
        BillStanding.CREDITED: (_("credited"), "quiet"),
        BillStanding.DISPUTED: (_("disputed"), "attention"),
    }[standing]


def latest_badge(bundle: LatestBundle) -> tuple[str, str]:
    """How a client's latest bundle stands, short enough for a list of clients."""
    if bundle.opened_on is not None:
        return _("bundle opened"), "running"
    if bundle.delivered_on is not None:
        return _("bundle not confirmed"), "attention"
    return _("bundle not handed over"), "quiet"


def words_kind_words(kind: WordsKind) -> str:
    """Which words open a bundle."""
    return {
        WordsKind.FRESH: _("its own words"),
        WordsKind.STANDING: _("the standing words"),
        WordsKind.TEST: _("words printed on the card"),
    }[kind]
