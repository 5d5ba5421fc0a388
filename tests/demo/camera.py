"""The camera of the tours: the window at a stop, in both themes and both sizes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from demo.stage import Stage
from lawdesk.ui import theme

THEMES = ("light", "dark")
SIZES = ((1280, 800), (1024, 700))


@dataclass
class Camera:
    """Where pictures go; `scale` becomes part of their names."""

    folder: Path
    scale: str
    themes: tuple[str, ...] = THEMES
    """the theme that is on comes first: changing it is the slow part"""

    @property
    def saved(self) -> Path:
        """Where the lawyer saves files on the way; another tour may run beside this one."""
        folder = self.folder / f"saved-{self.scale}"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def shoot(self, stage: Stage, name: str) -> None:
        """The window as it is now, in every theme and size."""
        self.folder.mkdir(parents=True, exist_ok=True)
        app = QApplication.instance()
        window = stage.program.front
        if not isinstance(app, QApplication) or window is None:
            raise RuntimeError("nothing to take a picture of")
        for shown in self.themes:
            theme.apply_theme(app, shown)
            for width, height in SIZES:
                window.resize(width, height)
                stage.hands.settle()
                file = f"{name}-{shown}-{width}-{self.scale}.png"
                stage.hands.shoot(self.folder / file)
        window.resize(*SIZES[0])
        stage.hands.settle()
        self.themes = self.themes[::-1]
