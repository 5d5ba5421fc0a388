"""How a bundle goes: its format, its way, its words, its folder; each with a sentence of advice."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lawdesk.domain.bundle_handover import (
    FileChannel,
    allowed_channels,
    must_hide_names,
    should_renew,
)
from lawdesk.domain.bundles import BundleFormat, WordsKind
from lawdesk.domain.clients import ClientId
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.matters import Sensitivity
from lawdesk.store import practice as practices
from lawdesk.store import standing_words
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.bundles.bundle_names import (
    channel_advice_words,
    channel_words,
    format_advice_words,
    format_words,
)
from lawdesk.ui.questions import documents
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.check_box import CheckBox
from lawdesk.ui.widgets.choice_box import ChoiceBox
from lawdesk.ui.widgets.labels import ElidedLabel, set_style_property, text_label

FORMATS = tuple(BundleFormat)
_LABEL_WIDTH = 64


class SendChoice(QWidget):
    """Four choices, one under the other. `changed` when one of them is another."""

    changed = Signal()
    folder_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._is_format_own = False
        self._sensitivity = Sensitivity.ORDINARY
        self._place = documents()
        self.format = ChoiceBox(_("Format"), [(each, format_words()[each]) for each in FORMATS])
        self.format.chosen.connect(lambda _key: self._on_format_chosen())
        self.format_advice = text_label("", "caption", wrap=True)
        self.neutral = CheckBox(_("Neutral names in the ZIP"))
        self.neutral.setChecked(True)
        self.channel = ChoiceBox(_("Way to the client"))
        self.channel.chosen.connect(lambda _key: self._on_changed())
        self.channel_advice = text_label("", "caption", wrap=True)
        self.words = ChoiceBox(_("Words"))
        self.words.chosen.connect(lambda _key: self._on_changed())
        self.words_advice = text_label("", "caption", wrap=True)
        self.folder = ElidedLabel("", "quiet")
        self.folder_button = Button(_("Change folder…"), kind="link")
        self.folder_button.clicked.connect(lambda _checked=False: self.folder_asked.emit())
        self._lay_out()

    @property
    def chosen_format(self) -> BundleFormat:
        """The format shown."""
        return BundleFormat(str(self.format.key()))

    @property
    def chosen_channel(self) -> FileChannel:
        """The way shown."""
        return FileChannel(str(self.channel.key()))

    @property
    def words_kind(self) -> WordsKind:
        """Fresh words, or those agreed with the client."""
        return WordsKind(str(self.words.key()))

    @property
    def has_neutral_names(self) -> bool:
        """Whether the names in a ZIP are hidden."""
        return self.neutral.isChecked() or must_hide_names(self._sensitivity)

    @property
    def place(self) -> Path:
        """The folder to write into."""
        return self._place

    def use_folder(self, folder: Path) -> None:
        """Writes bundles into this folder from now on."""
        self._place = folder
        self.folder.setText(str(folder))

    def begin(self) -> None:
        """Another client: the proposed format counts again."""
        self._is_format_own = False

    def show_client(self, client_id: ClientId, sensitivity: Sensitivity) -> None:
        """Offers the ways that the matters leave open and the words there are."""
        self._sensitivity = sensitivity
        names = channel_words()
        ways = [(each, names[each]) for each in allowed_channels(sensitivity)]
        self.channel.set_choices(ways)
        held = standing_words.find(self._desk.read, client_id)
        kinds: list[tuple[object, str]] = [(WordsKind.FRESH, _("New words for this bundle"))]
        if held is not None:
            locale = practices.get(self._desk.read).locale
            agreed = format_date(held.agreed_on, locale)
            words = _("Standing words, agreed {date}").format(date=agreed)
            kinds.append((WordsKind.STANDING, words))
        self.words.set_choices(kinds)
        self._is_old = held is not None and should_renew(held.agreed_on, self._desk.clock.now().day)
        self.folder.setText(str(self._place))
        self._show_advice()

    def propose_format(self, proposed: BundleFormat) -> None:
        """Shows this format, unless the lawyer chose one by hand."""
        if not self._is_format_own:
            self.format.show_key(proposed)
            self._show_advice()

    def show_format(self, chosen: BundleFormat) -> None:
        """Shows a format that was chosen by hand before."""
        self._is_format_own = True
        self.format.show_key(chosen)
        self._show_advice()

    def own_format(self) -> str:
        """The format chosen by hand, or "" where the proposed one counts."""
        return self.chosen_format.value if self._is_format_own else ""

    def _on_format_chosen(self) -> None:
        self._is_format_own = True
        self._on_changed()

    def _on_changed(self) -> None:
        self._show_advice()
        self.changed.emit()

    def _show_advice(self) -> None:
        chosen = self.chosen_format
        self.format_advice.setText(format_advice_words(chosen))
        self.neutral.setVisible(chosen is BundleFormat.ZIP)
        forced = must_hide_names(self._sensitivity)
        self.neutral.setEnabled(not forced)
        if forced:
            self.neutral.setChecked(True)
        secret = not self._sensitivity.may_mail_sealed
        advice = channel_advice_words(self.chosen_channel)
        if secret:
            advice = f"{_('This matter is secret: no mail and no file share.')} {advice}"
        elif forced and chosen is BundleFormat.ZIP:
            advice = f"{_('This matter is sensitive: a ZIP shows no names.')} {advice}"
        self.channel_advice.setText(advice)
        set_style_property(self.channel_advice, "tone", "attention" if secret else "")
        self._show_words_advice()

    def _show_words_advice(self) -> None:
        if self.words_kind is WordsKind.FRESH:
            words = _("Six words are made, shown once and kept nowhere.")
        elif self._is_old:
            words = _("Agreed more than a year ago: agree on new ones with the client.")
        else:
            words = _("The client has them already; nothing needs to be told.")
        self.words_advice.setText(words)
        old = self.words_kind is WordsKind.STANDING and self._is_old
        set_style_property(self.words_advice, "tone", "attention" if old else "")

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for label, box, advice in (
            (_("Format"), self.format, self.format_advice),
            (_("Way"), self.channel, self.channel_advice),
            (_("Words"), self.words, self.words_advice),
        ):
            layout.addLayout(_line(label, box))
            advice.setContentsMargins(_LABEL_WIDTH + 12, 0, 0, 6)
            if box is self.format:
                layout.addWidget(advice)
                layout.addLayout(_indented(self.neutral))
                continue
            layout.addWidget(advice)
        place = QHBoxLayout()
        place.setSpacing(12)
        place.addWidget(_label(_("Folder")))
        place.addWidget(self.folder, 1)
        place.addWidget(self.folder_button)
        layout.addLayout(place)


def _line(label: str, box: ChoiceBox) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(12)
    line.addWidget(_label(label))
    line.addWidget(box, 1)
    return line


def _indented(box: CheckBox) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(_LABEL_WIDTH + 8, 0, 0, 0)
    line.addWidget(box)
    return line


def _label(words: str) -> QLabel:
    label = text_label(words, "quiet")
    label.setMinimumWidth(_LABEL_WIDTH)
    return label
