"""A practice while it is open: lock file, database, sealed files, and the checks in between.

What belongs here: the order in which a practice is opened and closed, and the small file that
holds a stop of the clock while everything is locked. No windows; `app` builds them around this.
"""

import contextlib
import json
import shutil
from pathlib import Path
from typing import Any

from lawdesk.app.hot_journal import settle_hot_journal
from lawdesk.domain.billing.billing_policy import BillingPolicy
from lawdesk.domain.clock import Clock, Moment
from lawdesk.domain.countries import proposal_for
from lawdesk.domain.life_signs import Gap
from lawdesk.domain.practice import Practice, Theme
from lawdesk.errors import LawDeskError, StorageError, UnlockError
from lawdesk.operations.doubts import note_gap
from lawdesk.operations.practice import note_failed_unlocks, set_up_practice
from lawdesk.operations.timers import stop_timer
from lawdesk.paths import resources
from lawdesk.store import replies, timers
from lawdesk.store.consistency import commits, require_counted_rows
from lawdesk.store.database import Database, Reader, create_database_file
from lawdesk.store.documents import list_destroyed_names, list_sealed_names
from lawdesk.store.migrate import migrate, refuse_newer
from lawdesk.translation import _
from lawdesk.vault import practice_folder
from lawdesk.vault.atomic_file import make_private_folder, sync_folder, write_atomic
from lawdesk.vault.freshness import Freshness, Heads
from lawdesk.vault.passphrase_slot import STANDARD, Argon2Cost
from lawdesk.vault.practice_folder import OpenKeys
from lawdesk.vault.practice_lock import PracticeLock
from lawdesk.vault.sealed_documents import SealedDocuments

STOP_NAME = "clock.stop"
STAGING = ".being-made"
_LONGEST_STOP_NOTE = 200


class OlderDatabase(UnlockError):
    """The database is not the one last seen on this computer; opened only with consent."""

    def __init__(self, freshness: Freshness) -> None:
        super().__init__(_older_text(freshness), _("Nothing was changed. Open it all the same?"))
        self.freshness = freshness


class Session:
    """An open practice. Made by `open_session`, thrown away by `close`."""

    def __init__(
        self, folder: Path, keys: OpenKeys, lock: PracticeLock, database: Database, heads: Heads
    ) -> None:
        self.folder = folder
        self.keys = keys
        self.database = database
        self.documents = _documents(folder, keys)
        self._lock = lock
        self._heads = heads

    def close(self) -> None:
        """Close the database, let go of the lock, overwrite the keys."""
        self.database.close()
        self._heads.close()
        self._lock.release()
        self.keys.wipe()


def open_session(
    folder: Path, keys: OpenKeys, state_folder: Path, clock: Clock, *, consented: bool = False
) -> Session:
    """Open the practice's database after every check.

    Raises PracticeInUse, UnlockError, OlderDatabase and ForeignJournal (unless `consented`),
    StorageError; nothing was changed then, and nothing is left open.
    """
    now = clock.now().at
    with contextlib.ExitStack() as opened:
        lock = opened.enter_context(PracticeLock.acquire(folder, now))
        heads = opened.enter_context(Heads(folder, state_folder, keys.vault_id))
        path = folder / practice_folder.DATABASE_NAME
        settle_hot_journal(path, now, lambda p: _try_out(p, keys, heads), consented=consented)
        database = _database(path, keys)
        opened.callback(database.close)
        refuse_newer(database)
        freshness = _check(database, heads)
        if freshness.needs_consent and not consented:
            raise OlderDatabase(freshness)
        migrate(database)
        opened.pop_all()
    head = commits(database.read)
    with contextlib.suppress(StorageError):
        heads.note(head.commit_count, head.digest, now)
    _note_heads(database, heads, clock)
    session = Session(folder, keys, lock, database, heads)
    _tidy(session, now)
    return session


def _database(path: Path, keys: OpenKeys) -> Database:
    return Database(path, keys.payload.database_key, keys.payload.database_salt)


def _check(database: Database, heads: Heads) -> Freshness:
    """Whether all rows are there, and how the state stands to the one last seen here."""
    require_counted_rows(database.read)
    head = commits(database.read)
    return heads.compare(head.commit_count, head.digest)


def _try_out(path: Path, keys: OpenKeys, heads: Heads) -> None:
    """Open a copy; raises LawDeskError where it is not the newest state known."""
    database = _database(path, keys)
    try:
        freshness = _check(database, heads)
    finally:
        database.close()
    if freshness.needs_consent:
        raise OlderDatabase(freshness)


def make_database(
    folder: Path, keys: OpenKeys, practice: Practice, *, cents_per_hour: int, policy: BillingPolicy
) -> None:
    """Make the empty database of a new practice and write down whose it is."""
    from lawdesk.exports.starter_texts import starter_texts
    from lawdesk.operations.snippets import add_starter_texts

    path = folder / practice_folder.DATABASE_NAME
    payload = keys.payload
    create_database_file(path, payload.database_key, payload.database_salt)
    database = Database(path, payload.database_key, payload.database_salt)
    try:
        migrate(database)
        with database.transaction() as tx:
            set_up_practice(tx, practice, cents_per_hour=cents_per_hour, policy=policy)
            texts = starter_texts((practice.language,))
            add_starter_texts(tx, texts, now=practice.created_at)
    finally:
        database.close()


_SAMPLE_SECONDS = 90 * 86400
"""How long the sample practice has been at work."""


def make_sample_practice(
    folder: Path, passphrase: str, now: Moment, cost: Argon2Cost = STANDARD
) -> OpenKeys:
    """A practice full of invented clients, their last weeks just before `now`. For a worker.

    Raises RuleError when the folder holds a practice already, StorageError.
    """
    from lawdesk.exports.starter_letters import starter_letters
    from lawdesk.operations.letter_templates import add_starter_templates
    from lawdesk.operations.sample_billing import sample_policy
    from lawdesk.operations.sample_practice import fill_sample_practice
    from lawdesk.ui.invoice_wording import texts_of_draft

    plan = sample_plan()
    staged = folder.parent / STAGING / folder.name
    shutil.rmtree(staged, ignore_errors=True)
    keys, _identity = practice_folder.create_practice(
        staged, passphrase, _("Sample practice"), cost
    )
    practice = sample_settings(plan, keys.vault_id, now.at - _SAMPLE_SECONDS)
    policy = sample_policy(plan["policy"], proposal_for(practice.country).policy)
    make_database(staged, keys, practice, cents_per_hour=plan["cents_per_hour"], policy=policy)
    payload = keys.payload
    path = staged / practice_folder.DATABASE_NAME
    database = Database(path, payload.database_key, payload.database_salt)
    try:
        with database.transaction() as tx:
            fill_sample_practice(tx, plan, texts_of_draft, now=now)
            add_starter_templates(tx, starter_letters((practice.language,)), now=now.at)
    finally:
        database.close()
    move_practice(staged, folder)
    return keys


def sample_plan() -> dict[str, Any]:
    """What the sample practice is made of."""
    text = (resources() / "sample_practice.json").read_text(encoding="utf-8")
    plan: dict[str, Any] = json.loads(text)
    return plan


def sample_settings(plan: dict[str, Any], vault_id: str, now: int) -> Practice:
    """The sample practice's own settings, as its country proposes them."""
    texts: dict[str, str] = plan["practice"]
    proposal = proposal_for(texts["country"])
    return Practice(
        **texts,
        vault_id=vault_id,
        is_sample=True,
        currency=proposal.currency,
        locale=proposal.locale,
        language=proposal.language,
        tax_regime=proposal.tax_regime,
        matter_number_pattern="{YYYY}-{0000}",
        invoice_number_pattern="{YYYY}-{0000}",
        credit_note_number_pattern="CN-{YYYY}-{0000}",
        interest_note_number_pattern="IN-{YYYY}-{0000}",
        day_goal_seconds=6 * 3600,
        idle_lock_minutes=10,
        theme=Theme.SYSTEM,
        created_at=now,
        sales_tax_ppm=0,
    )


def catch_up(session: Session, gaps: tuple[Gap, ...], failed_tries: int, now: Moment) -> None:
    """Apply a stop that was noted while locked, and note failed tries; before any window is made.

    `gaps` are doubtful stretches found meanwhile; those before the stop are kept undecided.
    """
    stopped_at = read_stop(session.folder)
    with session.database.transaction() as tx:
        if stopped_at is not None:
            for gap in gaps:
                if gap.until <= stopped_at:
                    note_gap(tx, gap, now=Moment(stopped_at, now.zone))
            running = timers.find_running(tx)
            opened = timers.find_open_interval(tx, running.id) if running else None
            if opened and opened.started_at <= stopped_at <= now.at:
                stop_timer(tx, now=Moment(stopped_at, now.zone))
        if failed_tries:
            note_failed_unlocks(tx, failed_tries, now=now.at)
    forget_stop(session.folder)


def note_stop(folder: Path, at: int) -> None:
    """Keep that the clock was stopped at that UTC second; applied at the next unlock.

    Raises StorageError.
    """
    write_atomic(folder / STOP_NAME, json.dumps({"stopped_at": at}).encode())


def read_stop(folder: Path) -> int | None:
    """The noted stop, if there is one that makes sense."""
    try:
        text = (folder / STOP_NAME).read_bytes()[:_LONGEST_STOP_NOTE]
        at = json.loads(text)["stopped_at"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return at if type(at) is int and at > 0 else None


def forget_stop(folder: Path) -> None:
    """Take the note away, once it is applied or taken back."""
    with contextlib.suppress(OSError):
        (folder / STOP_NAME).unlink(missing_ok=True)


def move_practice(staged: Path, target: Path) -> None:
    """Give a practice that was made in a staging folder its final place. Raises StorageError."""
    try:
        make_private_folder(target.parent)
        staged.rename(target)
        sync_folder(target.parent)
        with contextlib.suppress(OSError):
            staged.parent.rmdir()
    except OSError as error:
        raise StorageError(
            _("The new practice could not be put into {folder}; nothing was kept.").format(
                folder=target
            ),
            _("Check the disk and try again."),
        ) from error


def _documents(folder: Path, keys: OpenKeys) -> SealedDocuments:
    documents = folder / practice_folder.DOCUMENTS_NAME
    return SealedDocuments(documents, keys.payload.document_identities)


def _note_heads(database: Database, heads: Heads, clock: Clock) -> None:
    """After each commit the head goes out; the commit is safe even where the disk refuses that."""

    def note(count: int, digest: bytes) -> None:
        with contextlib.suppress(StorageError):
            heads.note(count, digest, clock.now().at)

    database.head_listeners.append(note)


def _tidy(session: Session, now: int) -> None:
    """What may fail without harm: slots of a broken change, files that no row names."""
    with contextlib.suppress(LawDeskError):
        practice_folder.remove_superseded_slots(session.folder)
        for name in list_destroyed_names(session.database.read):  # what a crash broke off
            session.documents.destroy(name)
        session.documents.sweep_orphans(_names_in_use(session.database.read), now)


def _names_in_use(read: Reader) -> list[str]:
    """Every sealed file that papers, replies in quarantine and refused files need."""
    return [*list_sealed_names(read), *replies.list_sealed_names(read)]


def _older_text(freshness: Freshness) -> str:
    if freshness.missing_commits:
        return _(
            "This database is older than the one last seen on this computer: "
            "{count} later changes are missing from it."
        ).format(count=freshness.missing_commits)
    return _("This database differs from the one last seen on this computer.")
