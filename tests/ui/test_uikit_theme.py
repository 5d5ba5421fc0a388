"""Colours that can be read, a style sheet without holes, fonts and icons that are there."""

import dataclasses
import re
import sys

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication

from lawdesk import paths
from lawdesk.ui import fonts, icons, palette, theme
from lawdesk.ui.palette import DARK, LIGHT, Tokens, contrast

SURFACES = ("paper", "raised", "side")
TINTED = ("running", "attention", "overdue", "accent")
both = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


@pytest.fixture
def _fonts(qapp: QApplication) -> None:
    assert qapp
    fonts.load_fonts()


def test_contrast_is_measured_as_wcag_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@both
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("ink", ["ink", "quiet", *TINTED])
def test_text_can_be_read_on_every_surface(tokens: Tokens, surface: str, ink: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, surface)) >= 4.5


@both
@pytest.mark.parametrize("tone", TINTED)
def test_text_can_be_read_on_its_tint(tokens: Tokens, tone: str) -> None:
    assert contrast(getattr(tokens, tone), getattr(tokens, f"{tone}_tint")) >= 4.5


@both
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "accent_tint"),
        ("quiet", "accent_tint"),
        ("attention", "accent_tint"),
        ("quiet", "neutral_tint"),
        ("ink", "attention_tint"),
        ("ink", "overdue_tint"),
        ("accent", "attention_tint"),
        ("on_accent", "accent"),
        ("on_accent", "accent_strong"),
    ],
)
def test_text_can_be_read_where_it_meets_other_colours(
    tokens: Tokens, ink: str, ground: str
) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@both
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("mark", ["edge", "accent", "running", "overdue"])
def test_edges_and_focus_rings_stand_out(tokens: Tokens, surface: str, mark: str) -> None:
    assert contrast(getattr(tokens, mark), getattr(tokens, surface)) >= 3.0


def test_every_token_in_the_style_sheet_exists() -> None:
    text = (paths.resources() / "style.qss").read_text(encoding="utf-8")
    named = set(re.findall(r"@([a-z_]+)", re.sub(r"@px\(\d+\)", "", text)))
    assert named
    assert named <= {field.name for field in dataclasses.fields(Tokens)}


def test_the_style_sheet_has_no_colour_of_its_own() -> None:
    text = (paths.resources() / "style.qss").read_text(encoding="utf-8")
    assert not re.search(r"#[0-9A-Fa-f]{3,8}\b(?=[; ])", text)


@both
@pytest.mark.usefixtures("qapp")
def test_no_token_is_left_in_the_sheet(tokens: Tokens) -> None:
    assert "@" not in theme.style_sheet(tokens)


@pytest.mark.usefixtures("_fonts")
def test_the_theme_can_change_and_is_known(qapp: QApplication) -> None:
    theme.apply_theme(qapp, "dark")
    assert palette.current() is DARK
    theme.apply_theme(qapp, "light", compact=True)
    assert palette.current() is LIGHT
    assert theme.row_height() == 28
    theme.apply_theme(qapp, "light", text_scale=1.5)
    assert theme.row_height() == 48
    assert fonts.sized(14).pixelSize() == 21
    theme.apply_theme(qapp, "light")
    assert theme.row_height() == 32


@pytest.mark.usefixtures("_fonts")
@pytest.mark.parametrize("weight", [fonts.REGULAR, fonts.SEMIBOLD, fonts.BOLD])
def test_digits_are_equally_wide(weight: QFont.Weight) -> None:
    font = fonts.sized(40, weight)
    assert QFontInfo(font).family() == fonts.FAMILY
    assert QFontInfo(font).weight() == weight
    metrics = QFontMetrics(font)
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


@pytest.mark.usefixtures("_fonts")
@pytest.mark.parametrize("name", sorted(icons.GLYPHS))
def test_every_icon_leaves_ink(name: str) -> None:
    picture = icons.pixmap(name, 24, QColor("#000000"), 2.0).toImage()
    assert picture.size() == QSize(48, 48)
    opaque = sum(picture.pixelColor(x, y).alpha() > 128 for x in range(48) for y in range(48))
    assert 30 < opaque < 48 * 48 * 0.9
    missing = QFontMetrics(QFont(fonts.ICON_FAMILY))
    assert missing.inFontUcs4(icons.GLYPHS[name])


def test_the_icon_package_is_not_imported() -> None:
    assert "qtawesome" not in sys.modules
