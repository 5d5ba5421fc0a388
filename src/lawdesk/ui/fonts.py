"""The type of LawDesk: Source Sans Pro in three weights, and the icon font.

Both come out of installed packages; their Python is not imported, only their files are found.
Sizes are pixels at text size 1; `sized` scales them with the text size the lawyer chose.
"""

from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

FAMILY = "Source Sans Pro"
ICON_FAMILY = "Phosphor"

BODY = 14
TABLE = 14
SMALL = 12
CLOCK = 27
FIGURE = 21

REGULAR = QFont.Weight.Normal
SEMIBOLD = QFont.Weight.DemiBold
BOLD = QFont.Weight.Bold


def font_files() -> list[Path]:
    """The font files LawDesk needs on the screen."""
    text = _package_folder("font_source_sans_pro") / "files"
    icons = _package_folder("qtawesome") / "fonts"
    weights = ("Regular", "Semibold", "Bold")
    return [text / f"SourceSansPro-{weight}.ttf" for weight in weights] + [
        icons / "phosphor-1.3.0.ttf"
    ]


def load_fonts() -> None:
    """Makes the fonts known to Qt; to be called once, after the application object exists.

    Raises FileNotFoundError when a font file is missing: the installation is broken.
    """
    for file in font_files():
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise FileNotFoundError(file)


def sized(pixels: int, weight: QFont.Weight = REGULAR) -> QFont:
    """The text font in that size (pixels at text size 1) and weight."""
    font = QFont(FAMILY)
    font.setPixelSize(round(pixels * text_scale()))
    font.setWeight(weight)
    return font


def text_scale() -> float:
    """How much larger than normal the lawyer wants the text; 1.0 is normal."""
    app = QGuiApplication.instance()
    scale = app.property("text_scale") if app is not None else None
    return float(scale) if scale else 1.0


def _package_folder(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(name)
    return Path(next(iter(spec.submodule_search_locations)))
