"""A bare PySide6 window: the least that any program of this kind must do to be seen."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from bench.first_paint import end_at_first_paint

if __name__ == "__main__":
    app = QApplication([])
    window = QWidget()
    window.resize(1280, 800)
    end_at_first_paint(app)
    window.show()
    app.exec()
