"""The colours of LawDesk by name, light and dark, and how to measure their contrast.

Colour means state and nothing else. Widgets that paint ask `current()`; the style sheet names
the same tokens as `@token`.
"""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QGuiApplication


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme: every colour the program may use, as #RRGGBB."""

    paper: str
    raised: str
    side: str
    line: str
    hairline: str
    edge: str
    ink: str
    quiet: str
    accent: str
    accent_strong: str
    accent_tint: str
    on_accent: str
    running: str
    running_tint: str
    attention: str
    attention_tint: str
    overdue: str
    overdue_tint: str
    neutral_tint: str

    def color(self, name: str) -> QColor:
        """The token of that name as a Qt colour."""
        return QColor(getattr(self, name))

    def tone(self, tone: str) -> tuple[QColor, QColor]:
        """Text colour and tint of a state: running, attention, overdue, accent, or quiet."""
        if tone in {"running", "attention", "overdue", "accent"}:
            return self.color(tone), self.color(f"{tone}_tint")
        return self.color("ink" if tone == "ink" else "quiet"), self.color("neutral_tint")


LIGHT = Tokens(
    paper="#FBFAF7",
    raised="#FFFFFF",
    side="#F3F1EB",
    line="#E3E0D8",
    hairline="#EEECE6",
    edge="#84888F",
    ink="#1B2430",
    quiet="#5A6472",
    accent="#23527C",
    accent_strong="#1B4163",
    accent_tint="#EAF0F6",
    on_accent="#FFFFFF",
    running="#1C7047",
    running_tint="#E6F2EB",
    attention="#8A5800",
    attention_tint="#FBF1DF",
    overdue="#B3261E",
    overdue_tint="#FBE9E7",
    neutral_tint="#F3F1EB",
)

DARK = Tokens(
    paper="#14181E",
    raised="#1B2129",
    side="#10141A",
    line="#2C343F",
    hairline="#232A33",
    edge="#6F7988",
    ink="#E8EAED",
    quiet="#9BA6B4",
    accent="#8AB8E6",
    accent_strong="#A9CCF0",
    accent_tint="#1F2C3A",
    on_accent="#0E1620",
    running="#63C495",
    running_tint="#173226",
    attention="#E0B25C",
    attention_tint="#332A18",
    overdue="#F2938C",
    overdue_tint="#3A1F1D",
    neutral_tint="#232A33",
)


def current() -> Tokens:
    """The theme the application shows now, read from its palette."""
    dark = QGuiApplication.palette().window().color().lightness() < 128
    return DARK if dark else LIGHT


def contrast(first: str, second: str) -> float:
    """The WCAG contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(name: str) -> float:
    color = QColor(name)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
