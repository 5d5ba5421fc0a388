"""What every page of ours in a bundle shares: its words, its dates, its size and its letterhead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lawdesk.domain.bundles import BundlePlan
from lawdesk.domain.invoice_paper import PaperSender, PaperSize, Window
from lawdesk.domain.locale_format import format_date, number_marks
from lawdesk.exports.client_texts import client_texts
from lawdesk.exports.fill_text import fill

_LETTER_COUNTRIES = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "VE", "PR", "CR", "GT"})


@dataclass(frozen=True, slots=True)
class BundleFrame:
    """A plan as the frame of letters wants it (`exports/letter.py`)."""

    plan: BundlePlan
    words: Mapping[str, str]

    @property
    def language(self) -> str:
        """Two letters."""
        return self.plan.language

    @property
    def locale(self) -> str:
        """As Babel writes it."""
        return self.plan.locale.replace("-", "_")

    @property
    def currency(self) -> str:
        """None: every amount in a plan is written out."""
        return ""

    @property
    def sender(self) -> PaperSender:
        """The lawyer, with the ways to answer."""
        sender = self.plan.sender
        return PaperSender(sender.name, sender.title, (sender.phone, sender.mail))

    @property
    def recipient_lines(self) -> tuple[str, ...]:
        """None: there is no envelope."""
        return ()

    @property
    def paper_size(self) -> PaperSize:
        """What the client's printer holds."""
        return "LETTER" if self.locale[-2:] in _LETTER_COUNTRIES else "A4"

    @property
    def window(self) -> Window:
        """The margins that go with the paper."""
        return "US10" if self.paper_size == "LETTER" else "DIN5008-B"

    def say(self, key: str, /, **values: str) -> str:
        """A text of the catalogue with its gaps filled."""
        return fill(self.words[key], values)

    def day(self, day: date) -> str:
        """A day in a column."""
        return format_date(day, self.locale)

    def long_day(self, day: date) -> str:
        """A day in a sentence."""
        return format_date(day, self.locale, "long")

    def size(self, size: int) -> str:
        """A size for a reader: "640 bytes", "53 KB", "1.2 MB"."""
        if size < 1000:
            return f"{size} {self.words['byte']}"
        if size < 1_000_000:
            return f"{(size + 500) // 1000} KB"
        tenths = (size + 50_000) // 100_000
        return f"{tenths // 10}{number_marks(self.locale).decimal}{tenths % 10} MB"

    @property
    def foot(self) -> str:
        """What stands at the left of the foot of each page of ours."""
        return self.say("foot", name=self.plan.sender.name, date=self.long_day(self.plan.on))


def frame_of(plan: BundlePlan) -> BundleFrame:
    """The frame in the client's language."""
    return BundleFrame(plan, client_texts("bundle_pdf", plan.language))
