"""A field for a passphrase: shows or hides it, and says when Caps Lock may be on."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lawdesk.translation import _
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import set_style_property, text_label


class PassphraseField(QWidget):
    """Label above, field with an eye, a line below for Caps Lock and errors."""

    returned = Signal()
    changed = Signal(str)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = QLineEdit()
        self._edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._edit.setAccessibleName(label)
        self._edit.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self._edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._edit.installEventFilter(self)
        self._edit.returnPressed.connect(self.returned)
        self._edit.textChanged.connect(self.changed)
        self._eye = Button(_("Show"), icon="show", kind="bare")
        self._eye.clicked.connect(lambda _checked=False: self._on_eye_clicked())
        self._below = text_label("", "small", wrap=True)
        words = text_label(label, "caption")
        words.setBuddy(self._edit)
        line = QHBoxLayout()
        line.setSpacing(2)
        line.addWidget(self._edit, 1)
        line.addWidget(self._eye)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(words)
        layout.addLayout(line)
        layout.addWidget(self._below)
        self.setFocusProxy(self._edit)

    def text(self) -> str:
        """What was typed."""
        return self._edit.text()

    def clear(self) -> None:
        """Empties and hides it again."""
        self._edit.clear()
        self._show_text(shown=False)

    def select_all(self) -> None:
        """Marks everything, so that typing replaces it."""
        self._edit.selectAll()

    def show_error(self, text: str) -> None:
        """Why it was refused, under the field; an empty text takes it away."""
        set_style_property(self._edit, "bad", "true" if text else "false")
        set_style_property(self._below, "kind", "error" if text else "small")
        self._below.setText(text)
        self._edit.setAccessibleDescription(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._look_at_caps(event)
        return False

    def _look_at_caps(self, event: QKeyEvent) -> None:
        """Qt does not tell the state of Caps Lock; a letter typed against Shift gives it away."""
        letter = event.text()
        if len(letter) != 1 or not letter.isalpha() or letter.lower() == letter.upper():
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        caps = letter.isupper() != shift
        self.show_error("")
        self._below.setText(_("Caps Lock is on") if caps else "")

    def _on_eye_clicked(self) -> None:
        self._show_text(shown=self._edit.echoMode() == QLineEdit.EchoMode.Password)

    def _show_text(self, *, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._edit.setEchoMode(mode)
        self._eye.set_kind("bare", "hide" if shown else "show")
        self._eye.set_words(_("Hide") if shown else _("Show"))
