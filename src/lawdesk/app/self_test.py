"""`--self-test`: is everything here that this installation needs? Prints a line for each thing.

What belongs here: checks of what can be missing from a built program. They look at nothing of the
lawyer's; the one database they make lies in a temporary folder and goes with it.
"""

import os
import secrets
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from lawdesk import __version__, paths
from lawdesk.errors import LawDeskError

_REPEATS = 1000
_RESOURCES = (
    "style.qss",
    "sample_practice.json",
    "texts/paper_en.json",
    "texts/mail_en.json",
    "texts/bundle_en.json",
    "texts/policy_en.json",
    "texts/receivables_en.json",
    "texts/dossier_en.json",
    "texts/closing_en.json",
    "texts/letter_en.json",
    "texts/letter_templates_en.json",
    "texts/guide_en.json",
    "texts/words_card_en.json",
    "texts/bundle_pdf_en.json",
    "texts/starter_en.json",
    "bundle/hpke.js",
    "bundle/reply.js",
    "bundle/page.html",
    "bundle/page.js",
    "bundle/show.js",
    "bundle/unseal.js",
    "bundle/style.css",
)


class Failed(Exception):
    """What a check found missing."""


def run_self_test(write: Callable[[str], object] = sys.stdout.write) -> int:
    """Run every check; 0 when all passed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    failed = 0
    for name, check in _checks().items():
        try:
            found = check()
        except (Failed, LawDeskError, ImportError, OSError, ValueError, RuntimeError) as error:
            failed += 1
            write(f"FAILED {name}: {error}\n")
        else:
            write(f"ok     {name}: {found}\n")
    write(f"LawDesk {__version__}: {'all checks passed' if not failed else f'{failed} failed'}\n")
    return 1 if failed else 0


def _checks() -> dict[str, Callable[[], str]]:
    return {
        "cipher": check_cipher,
        "word index": check_word_index,
        "key derivation": check_argon2,
        "recovery and documents": check_age,
        "word list": check_word_list,
        "resources": check_resources,
        "fonts": check_fonts,
        "references": check_references,
        "paper": check_paper,
        "practice": check_practice,
    }


def check_cipher() -> str:
    """A database is made and none of its words stand in the file. Raises Failed."""
    with tempfile.TemporaryDirectory() as folder:
        path = _made_database(Path(folder))
        content = path.read_bytes()
    if content.startswith(b"SQLite format 3") or b"CREATE TABLE" in content:
        raise Failed("the database is not encrypted")
    return f"{len(content)} bytes, none of them plain"


def check_word_index() -> str:
    """A client is found by the beginning of a word, through FTS5. Raises Failed."""
    from lawdesk.app.session import sample_plan, sample_settings
    from lawdesk.domain.billing.billing_policy import BillingPolicy
    from lawdesk.operations.clients import add_client
    from lawdesk.operations.practice import set_up_practice
    from lawdesk.store import search
    from lawdesk.store.database import Database

    with tempfile.TemporaryDirectory() as folder:
        key, salt = secrets.token_bytes(32), secrets.token_bytes(16)
        path = _made_database(Path(folder), key, salt)
        database = Database(path, key, salt)
        try:
            with database.transaction() as tx:
                settings = sample_settings(sample_plan(), "0" * 32, 1)
                set_up_practice(tx, settings, cents_per_hour=1, policy=BillingPolicy())
                add_client(tx, "Ängström Optics", now=1)
            found = search.find(database.read, "angst")
        finally:
            database.close()
    if [thing.name for thing in found] != ["Ängström Optics"]:
        raise Failed("the word index does not find what was put in")
    return "FTS5 finds by word beginnings"


def check_argon2() -> str:
    """The passphrase slot opens what it sealed. Raises Failed."""
    from lawdesk.vault import passphrase_slot
    from lawdesk.vault.keys import KeyPayload

    payload = KeyPayload.generate()
    sealed = passphrase_slot.seal(payload, "words", "0" * 32, passphrase_slot.LOWEST)
    opened = passphrase_slot.open_slot(sealed, "words", "0" * 32)
    if opened.to_json() != payload.to_json():
        raise Failed("Argon2id gave another key")
    return "Argon2id"


def check_age() -> str:
    """A recovery slot opens with its key. Raises Failed."""
    from lawdesk.vault import recovery
    from lawdesk.vault.keys import KeyPayload

    payload, identity = KeyPayload.generate(), recovery.RecoveryIdentity.generate()
    sealed = recovery.seal(payload, identity.recipient)
    if recovery.open_slot(sealed, identity).to_json() != payload.to_json():
        raise Failed("age gave something else back")
    return "age X25519"


def check_word_list() -> str:
    """The passphrase words are the 7,776 they should be."""
    from lawdesk.vault.passphrases import word_list

    return f"{len(word_list())} words"


def check_resources() -> str:
    """Every file is where the program looks for it. Raises Failed."""
    missing = [name for name in _RESOURCES if not (paths.resources() / name).is_file()]
    if missing:
        raise Failed(f"missing {', '.join(missing)}")
    return f"{len(_RESOURCES)} files"


def check_fonts() -> str:
    """Qt loads the text and the icon font. Raises Failed."""
    from PySide6.QtGui import QFontDatabase

    from lawdesk.ui import fonts

    app = _application()
    fonts.load_fonts()
    families = set(QFontDatabase.families())
    missing = [name for name in (fonts.FAMILY, fonts.ICON_FAMILY) if name not in families]
    if missing or app is None:
        raise Failed(f"missing {', '.join(missing)}")
    return f"{fonts.FAMILY}, {fonts.ICON_FAMILY}"


def check_references() -> str:
    """Qt's calls give back what they borrow; a leak of None ends the program. Raises Failed."""
    from PySide6.QtWidgets import QLabel

    _application()
    label = QLabel()
    before = sys.getrefcount(None)
    for count in range(_REPEATS):
        label.setText(str(count))
    lost = before - sys.getrefcount(None)
    if lost > _REPEATS // 10:
        raise Failed(f"{lost} references to None lost in {_REPEATS} calls")
    return f"{_REPEATS} calls, none lost"


def check_paper() -> str:
    """A recovery sheet can be drawn and rendered. Raises Failed."""
    from datetime import date

    from lawdesk.exports.recovery_sheet import RecoverySheet, draw_recovery_sheet
    from lawdesk.ui.widgets.pdf_view import PdfView
    from lawdesk.vault.recovery import RecoveryIdentity

    sheet = RecoverySheet("Self-test", "0" * 32, RecoveryIdentity.generate(), date(2026, 1, 1))
    pdf = draw_recovery_sheet(sheet)
    _application()
    view = PdfView("self-test")
    view.show_pdf(pdf)
    if view.page_count() != 1:
        raise Failed("the sheet has not one page")
    return f"{len(pdf)} bytes of PDF"


def check_practice() -> str:
    """A practice is made, closed, and opened again with its passphrase. Raises Failed."""
    from lawdesk.app.clock import SystemClock
    from lawdesk.app.session import make_database, open_session, sample_plan, sample_settings
    from lawdesk.domain.billing.billing_policy import BillingPolicy
    from lawdesk.store import practice as practices
    from lawdesk.vault.passphrase_slot import LOWEST
    from lawdesk.vault.practice_folder import create_practice, open_with_passphrase

    clock = SystemClock()
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "practice"
        keys, _identity = create_practice(folder, "words", "Self-test", LOWEST)
        settings = sample_settings(sample_plan(), keys.vault_id, clock.now().at)
        make_database(folder, keys, settings, cents_per_hour=1, policy=BillingPolicy())
        keys.wipe()
        reopened = open_with_passphrase(folder, "words")
        session = open_session(folder, reopened, Path(home) / "state", clock)
        try:
            found = practices.get(session.database.read)
        finally:
            session.close()
    if found != settings:
        raise Failed("the practice came back different")
    return "made, closed, opened again"


def _made_database(folder: Path, key: bytes = b"", salt: bytes = b"") -> Path:
    from lawdesk.store.database import Database, create_database_file
    from lawdesk.store.migrate import migrate

    key, salt = key or secrets.token_bytes(32), salt or secrets.token_bytes(16)
    path = folder / "self-test.db"
    create_database_file(path, key, salt)
    database = Database(path, key, salt)
    try:
        migrate(database)
    finally:
        database.close()
    return path


def _application() -> object:
    from PySide6.QtWidgets import QApplication

    return QApplication.instance() or QApplication(sys.argv[:1])
