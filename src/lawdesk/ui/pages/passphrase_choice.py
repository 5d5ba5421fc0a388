"""Choosing a passphrase: six words made by LawDesk, or one's own if they are strong enough."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.translation import _
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import set_style_property, text_label
from lawdesk.ui.widgets.passphrase_field import PassphraseField
from lawdesk.ui.widgets.radio_button import RadioButton

_PAUSE_MS = 120


class PassphraseChoice(QWidget):
    """The offer, one's own, and the same again. `passphrase` gives it only when it may be used."""

    returned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._offered = RadioButton(_("Six words, made at random"))
        self._own = RadioButton(_("My own words"))
        group = QButtonGroup(self)
        group.addButton(self._offered)
        group.addButton(self._own)
        self._offered.setChecked(True)
        self._words = text_label("", "figure", wrap=True)
        self._words.setAccessibleName(_("The six words"))
        self._words.setContentsMargins(32, 0, 0, 0)
        self._other = Button(_("Other words"), kind="link")
        self._first = PassphraseField(_("Your passphrase"))
        self._strength = text_label("", "small", wrap=True)
        self._again = PassphraseField(_("Type it once more"))
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(_PAUSE_MS)
        self._look.timeout.connect(self._show_strength)
        self._other.clicked.connect(lambda _checked=False: self.offer_words())
        self._offered.toggled.connect(lambda _checked: self._show_way())
        self._first.changed.connect(lambda _text: self._look.start())
        self._first.returned.connect(self._again.setFocus)
        self._again.returned.connect(self.returned)
        self._lay_out()
        self._show_way()

    def set_names(self, names: tuple[str, ...]) -> None:
        """What somebody who knows the lawyer would guess; such words count for nothing."""
        self._names = names

    def offer_words(self) -> None:
        """Make six new words."""
        from lawdesk.vault.passphrases import generate_passphrase

        self._words.setText(generate_passphrase())
        self._again.clear()
        self._again.show_error("")

    def has_words(self) -> bool:
        """Whether words were made already."""
        return bool(self._words.text())

    def clear(self) -> None:
        """Forget everything that was shown or typed."""
        self._words.setText("")
        self._first.clear()
        self._again.clear()

    def focus(self) -> None:
        """Put the cursor where typing begins."""
        field = self._first if self._own.isChecked() else self._again
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def passphrase(self) -> str | None:
        """The passphrase, typed the same in both places and strong enough; None with a reason."""
        chosen = self._words.text() if self._offered.isChecked() else self._first.text()
        if self._own.isChecked() and not self._show_strength():
            self._first.setFocus()
            return None
        if self._again.text() != chosen:
            self._again.show_error(self._mismatch())
            self._again.setFocus()
            return None
        return chosen

    def _mismatch(self) -> str:
        if not self._again.text():
            return _("Type it here once more, as you will at each unlock.")
        return _("This is not the same; compare it letter by letter.")

    def _show_strength(self) -> bool:
        from lawdesk.vault.passphrases import check_passphrase

        strength = check_passphrase(self._first.text(), self._names)
        self._strength.setText(strength.sentence)
        set_style_property(self._strength, "tone", "running" if strength.acceptable else "overdue")
        return strength.acceptable

    def _show_way(self) -> None:
        own = self._own.isChecked()
        self._words.setVisible(not own)
        self._other.setVisible(not own)
        self._first.setVisible(own)
        self._strength.setVisible(own)
        self._again.clear()
        self._again.show_error("")
        self.focus()

    def _lay_out(self) -> None:
        offer = QHBoxLayout()
        offer.setSpacing(12)
        offer.addWidget(self._words, 1)
        offer.addWidget(self._other)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._offered)
        layout.addLayout(offer)
        layout.addWidget(self._own)
        layout.addWidget(self._first)
        layout.addWidget(self._strength)
        layout.addSpacing(8)
        layout.addWidget(self._again)
