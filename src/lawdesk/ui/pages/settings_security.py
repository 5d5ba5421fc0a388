"""The security part of the settings: passphrase, recovery sheet, keychain, where the data lie."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.errors import LawDeskError
from lawdesk.progress import Report
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.passphrase_choice import PassphraseChoice
from lawdesk.ui.pages.recovery_sheet_step import ChooseFile, RecoverySheetStep, SheetFacts
from lawdesk.ui.tasks import Task
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.check_box import CheckBox
from lawdesk.ui.widgets.form import Form
from lawdesk.ui.widgets.labels import rule, text_label
from lawdesk.ui.widgets.passphrase_field import PassphraseField
from lawdesk.vault import practice_folder
from lawdesk.vault.folder_risks import risk_words
from lawdesk.vault.keyring_slot import FindKeychain, system_keychain
from lawdesk.vault.passphrase_slot import STANDARD, Argon2Cost, WrongPassphrase
from lawdesk.vault.practice_folder import OpenKeys
from lawdesk.vault.practice_list import look_at_practice
from lawdesk.vault.recovery import RecoveryIdentity


class SecurityPart(QWidget):
    """Five blocks from top to bottom; the first two open when they are asked for."""

    def __init__(
        self,
        desk: Desk,
        folder: Path,
        keys: OpenKeys,
        country: str,
        *,
        choose_file: ChooseFile | None = None,
        find_keychain: FindKeychain = system_keychain,
        cost: Argon2Cost = STANDARD,
    ) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(_PassphraseBlock(desk, folder, keys, cost))
        layout.addWidget(rule())
        layout.addWidget(_SheetBlock(desk, folder, keys, country, choose_file))
        layout.addWidget(rule())
        layout.addWidget(_KeychainBlock(desk, folder, keys, find_keychain))
        layout.addWidget(rule())
        layout.addWidget(_LabelBlock(folder, keys))
        layout.addWidget(rule())
        layout.addWidget(_FolderBlock(folder))
        layout.addStretch(1)


class _Block(QWidget):
    """A heading, a sentence, and a button that opens the rest."""

    def __init__(self, title: str, line: str, words: str) -> None:
        super().__init__()
        self._open = Button(words)
        self._open.clicked.connect(lambda _checked=False: self.open_rest())
        self._rest = QWidget()
        self._rest.hide()
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addWidget(text_label(title, "section"))
        texts.addWidget(text_label(line, "quiet", wrap=True))
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addLayout(texts, 1)
        head.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._rest)

    def open_rest(self) -> None:
        """Show what is needed to go through with it."""
        self._rest.show()
        self._open.hide()

    def close_rest(self) -> None:
        """Back to the one button."""
        self._rest.hide()
        self._open.show()


class _PassphraseBlock(_Block):
    def __init__(self, desk: Desk, folder: Path, keys: OpenKeys, cost: Argon2Cost) -> None:
        super().__init__(
            _("Passphrase"),
            _("It opens the practice. The old one stops working when a new one is set."),
            _("Change passphrase"),
        )
        self._desk, self._folder, self._keys, self._cost = desk, folder, keys, cost
        self._task: Task | None = None
        self._old = PassphraseField(_("Passphrase until now"))
        self._new = PassphraseChoice()
        self._set = Button(_("Set new passphrase"), kind="primary")
        self._cancel = Button(_("Cancel"), kind="link")
        self._set.clicked.connect(lambda _checked=False: self._on_set_clicked())
        self._new.returned.connect(self._on_set_clicked)
        self._cancel.clicked.connect(lambda _checked=False: self.close_rest())
        buttons = QHBoxLayout()
        buttons.addWidget(self._set)
        buttons.addWidget(self._cancel)
        buttons.addStretch(1)
        layout = QVBoxLayout(self._rest)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._old)
        layout.addWidget(self._new)
        layout.addLayout(buttons)

    def open_rest(self) -> None:
        super().open_rest()
        self._new.offer_words()
        self._old.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_rest(self) -> None:
        super().close_rest()
        self._old.clear()
        self._old.show_error("")
        self._new.clear()

    def _on_set_clicked(self) -> None:
        new, old = self._new.passphrase(), self._old.text()
        if new is None or not self._set.isEnabled():
            return
        folder, keys, cost = self._folder, self._keys, self._cost

        def work(_report: Report) -> None:
            practice_folder.open_with_passphrase(folder, old).wipe()
            practice_folder.change_passphrase(folder, keys, new, cost)

        self._set.setEnabled(False)
        self._task = self._desk.start(work, self._on_changed, _("Changing the passphrase"))
        self._task.failed.connect(self._on_refused)
        self._task.ended.connect(lambda: self._set.setEnabled(True))

    def _on_changed(self, _nothing: object) -> None:
        self.close_rest()
        self._desk.say(_("The new passphrase holds from now on; the old one opens nothing."))

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, WrongPassphrase):
            self._old.show_error(str(error))
            self._old.setFocus()


class _SheetBlock(_Block):
    def __init__(
        self,
        desk: Desk,
        folder: Path,
        keys: OpenKeys,
        country: str,
        choose_file: ChooseFile | None,
    ) -> None:
        super().__init__(
            _("Recovery sheet"),
            _("A page on paper that opens the practice. A new one makes the old one useless."),
            _("Make a new sheet"),
        )
        self._desk, self._folder, self._keys, self._country = desk, folder, keys, country
        self._identity: RecoveryIdentity | None = None
        self._step = RecoverySheetStep(choose_file)
        self._use = Button(_("Use the new sheet"), kind="primary")
        self._cancel = Button(_("Keep the old sheet"), kind="link")
        self._use.clicked.connect(lambda _checked=False: self._on_use_clicked())
        self._step.returned.connect(self._on_use_clicked)
        self._cancel.clicked.connect(lambda _checked=False: self.close_rest())
        buttons = QHBoxLayout()
        buttons.addWidget(self._use)
        buttons.addWidget(self._cancel)
        buttons.addStretch(1)
        layout = QVBoxLayout(self._rest)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._step)
        layout.addLayout(buttons)

    def open_rest(self) -> None:
        """Nothing is in force until the new sheet was read back from paper."""
        super().open_rest()
        self._identity = RecoveryIdentity.generate()
        day = self._desk.clock.now().day
        label = look_at_practice(self._folder).label
        facts = SheetFacts(label, self._keys.vault_id, day, self._country)
        self._step.set_key(self._identity, facts)

    def close_rest(self) -> None:
        super().close_rest()
        self._identity = None
        self._step.clear()

    def _on_use_clicked(self) -> None:
        identity = self._identity
        if identity is None or not self._use.isEnabled() or not self._step.passes():
            return
        folder, keys = self._folder, self._keys

        def work(_report: Report) -> None:
            practice_folder.renew_recovery(folder, keys, identity)

        self._use.setEnabled(False)
        task = self._desk.start(work, self._on_renewed, _("Changing the recovery key"))
        task.ended.connect(lambda: self._use.setEnabled(True))

    def _on_renewed(self, _nothing: object) -> None:
        self.close_rest()
        self._desk.say(_("The new sheet holds from now on. Destroy the old one."))


class _KeychainBlock(QWidget):
    def __init__(self, desk: Desk, folder: Path, keys: OpenKeys, find: FindKeychain) -> None:
        super().__init__()
        self._desk, self._folder, self._keys, self._find = desk, folder, keys, find
        self._box = CheckBox(_("Let this computer's keychain open the practice"))
        self._box.setChecked(look_at_practice(folder).has_keyring_slot)
        self._box.clicked.connect(self._on_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(text_label(_("Keychain"), "section"))
        layout.addWidget(self._box)
        words = _(
            "Convenient, and weaker: whoever can use your account on this computer can then open "
            "the practice with one click. The passphrase keeps working."
        )
        layout.addWidget(text_label(words, "quiet", wrap=True))

    def _on_clicked(self, wanted: bool) -> None:  # noqa: FBT001 the signal's own shape
        folder, keys, find = self._folder, self._keys, self._find

        def work(_report: Report) -> bool:
            if wanted:
                return practice_folder.enable_keyring(folder, keys, find)
            practice_folder.disable_keyring(folder, keys, find)
            return False

        self._box.setEnabled(False)
        words = _("Asking the keychain")
        task = self._desk.start(work, lambda kept: self._on_answered(kept, wanted=wanted), words)
        task.ended.connect(self._show_state)

    def _on_answered(self, kept: bool, *, wanted: bool) -> None:  # noqa: FBT001 a task's result
        if kept:
            self._desk.say(_("The keychain can open the practice now."))
        elif wanted:
            self._desk.say(_("No trusted keychain answered on this computer; nothing was changed."))
        else:
            self._desk.say(_("The keychain's key is gone; only passphrase and sheet open it now."))

    def _show_state(self) -> None:
        self._box.setEnabled(True)
        self._box.setChecked(look_at_practice(self._folder).has_keyring_slot)


class _LabelBlock(QWidget):
    def __init__(self, folder: Path, keys: OpenKeys) -> None:
        super().__init__()
        self._folder, self._keys = folder, keys
        self._form = Form()
        self._form.add_line(
            "label",
            _("Shown on the lock screen"),
            hint=_("The one thing that is stored unencrypted. Choose what anybody may read."),
        )
        self._form.show_values({"label": look_at_practice(folder).label})
        self._form.committed.connect(self._on_committed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._form)

    def _on_committed(self, name: str, value: object) -> None:
        try:
            practice_folder.rename_practice(self._folder, self._keys, str(value))
        except LawDeskError as error:
            self._form.show_error(name, str(error))
        else:
            self._form.show_saved(name)


class _FolderBlock(QWidget):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        where = text_label(str(folder), "body", wrap=True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        where.setAccessibleName(_("Practice folder"))
        show = Button(_("Show folder"), icon="folder")
        show.clicked.connect(
            lambda _checked=False: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        )
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(where, 1)
        line.addWidget(show)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(text_label(_("Where the data lie"), "section"))
        layout.addLayout(line)
        words = _("Everything in it is encrypted. Copy the whole folder while LawDesk is closed.")
        layout.addWidget(text_label(words, "quiet", wrap=True))
        risk = risk_words(folder)
        if risk:
            layout.addWidget(text_label(risk, "error", wrap=True))
