"""How the theme reaches the screen: Fusion, our palette, one style sheet.

The style sheet lies in resources/style.qss; `@name` in it is a colour token, `@px(14)` a text
size that grows with the lawyer's text size.
"""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from lawdesk import paths
from lawdesk.ui import fonts
from lawdesk.ui.palette import DARK, LIGHT, Tokens

ROW = 32
ROW_COMPACT = 28

_ROLES = {
    QPalette.ColorRole.Window: "paper",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "raised",
    QPalette.ColorRole.AlternateBase: "side",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.PlaceholderText: "quiet",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "overdue",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "hairline",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "edge",
    QPalette.ColorRole.Shadow: "line",
    QPalette.ColorRole.Accent: "accent",
}


def apply_theme(
    app: QApplication, scheme: str = "system", *, compact: bool = False, text_scale: float = 1.0
) -> None:
    """Dresses the whole program: "light", "dark", or "system" for what the computer prefers.

    May be called again at any time; every open window follows.
    """
    app.setProperty("scheme", scheme)
    app.setProperty("compact", compact)
    app.setProperty("text_scale", text_scale)
    _dress(app, _tokens(scheme))


def follow_system(app: QApplication) -> None:
    """From now on a program in the system's colours changes when the system does, as at dusk."""

    def follow(now: Qt.ColorScheme) -> None:
        if app.property("scheme") == "system":
            _dress(app, _system_tokens(now))

    QGuiApplication.styleHints().colorSchemeChanged.connect(follow)


def row_height() -> int:
    """The height of a table row in pixels: 32, or 28 in the compact setting."""
    app = QGuiApplication.instance()
    compact = bool(app is not None and app.property("compact"))
    return round((ROW_COMPACT if compact else ROW) * fonts.text_scale())


def qt_palette(tokens: Tokens) -> QPalette:
    """Our colours in Qt's roles, for everything the style sheet does not reach."""
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, tokens.color(name))
    for role in (
        QPalette.ColorRole.Text,
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.ButtonText,
    ):
        made.setColor(QPalette.ColorGroup.Disabled, role, tokens.color("quiet"))
    return made


def style_sheet(tokens: Tokens) -> str:
    """The style sheet with every token replaced. Raises AttributeError for an unknown token."""
    text = (paths.resources() / "style.qss").read_text(encoding="utf-8")
    text = re.sub(r"@px\((\d+)\)", _scaled, text)
    return re.sub(r"@([a-z_]+)", lambda found: getattr(tokens, found.group(1)), text)


def _scaled(found: re.Match[str]) -> str:
    return f"{round(int(found.group(1)) * fonts.text_scale())}px"


def _dress(app: QApplication, tokens: Tokens) -> None:
    app.setStyleSheet("")  # one sheet over another takes Qt ten times as long as one over none
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(qt_palette(tokens))
    app.setFont(fonts.sized(fonts.BODY))
    app.setStyleSheet(style_sheet(tokens))


def _tokens(scheme: str) -> Tokens:
    if scheme == "system":
        return _system_tokens(QGuiApplication.styleHints().colorScheme())
    return DARK if scheme == "dark" else LIGHT


def _system_tokens(scheme: Qt.ColorScheme) -> Tokens:
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
