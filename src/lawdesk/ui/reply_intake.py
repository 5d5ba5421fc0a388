"""Taking files in as replies, one after the other, and telling what became of each."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from lawdesk.domain.clock import day_of
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.replies import ReplyId, refusal_hint, refusal_sentence
from lawdesk.errors import ImportRefused, LawDeskError
from lawdesk.operations.replies import keep_refused, take_in_reply
from lawdesk.store import practice as practices
from lawdesk.store import replies
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.reply_sealing import KnownReply, Outcome, RefusedReply, SealedReply, take_in
from lawdesk.ui.tasks import while_alive


class ReplyIntake(QObject):
    """A queue of files. A quiet one, which a watched folder feeds, does not speak of known files.

    `taken` gives the id of a reply that was recorded, `ended` comes when the queue is empty.
    """

    taken = Signal(int)
    ended = Signal()

    def __init__(
        self, desk: Desk, parent: QObject | None = None, *, is_quiet: bool = False
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_quiet = is_quiet
        self._waiting: deque[Path] = deque()
        self._is_busy = False

    @property
    def is_busy(self) -> bool:
        """Whether files are still being taken in."""
        return self._is_busy

    def add(self, paths: Sequence[Path]) -> None:
        """Takes these files in, after those that wait already."""
        self._waiting.extend(paths)
        if not self._is_busy:
            self._next()

    def _next(self) -> None:
        self._is_busy = bool(self._waiting)
        if not self._waiting:
            self.ended.emit()
            return
        path, desk = self._waiting.popleft(), self._desk
        known, vault = replies.known_replies(desk.read), desk.documents
        task = desk.start(
            lambda report: take_in(path, known, vault, report),
            while_alive(self, self._on_done),
            "" if self._is_quiet else _("Taking in {name}").format(name=path.name),
        )
        task.ended.connect(self._next)

    def _on_done(self, outcome: Outcome) -> None:
        try:
            if isinstance(outcome, SealedReply):
                self._record(outcome)
            elif isinstance(outcome, RefusedReply):
                self._keep_aside(outcome)
            elif not self._is_quiet:
                self._desk.say(self._known_words(outcome))
        except LawDeskError as error:
            self._desk.failed.emit(error)

    def _record(self, reply: SealedReply) -> None:
        desk = self._desk
        reply_id = desk.transact(
            take_in_reply,
            reply.opened,
            reply.sealed,
            reply.sha256,
            reply.size,
            now=desk.clock.now(),
        )
        row = replies.get_row(desk.read, reply_id)
        words = _("A reply from {client} to bundle {bundle} is here; nothing of it is filed yet.")
        if row.parts == 0:
            words = _("{client} has opened bundle {bundle} and answered without a word.")
        desk.say(words.format(client=row.client_name, bundle=row.bundle))
        self.taken.emit(ReplyId(reply_id))

    def _keep_aside(self, refused: RefusedReply) -> None:
        desk = self._desk
        if refused.sealed is not None:
            desk.transact(
                keep_refused,
                refused.file_name,
                refused.cause,
                refused.sealed,
                now=desk.clock.now(),
            )
        if refused.is_known and self._is_quiet:
            return
        kept = _("It is kept aside under “Replies” until you delete it.")
        said = [refusal_sentence(refused.cause), refusal_hint(refused.cause)]
        if refused.sealed is not None or refused.is_known:
            said.append(kept)
        raise ImportRefused(f"{refused.file_name}: {' '.join(said)}")

    def _known_words(self, known: KnownReply) -> str:
        zone = self._desk.clock.now().zone
        locale = practices.get(self._desk.read).locale
        day = format_date(day_of(known.received_at, zone), locale)
        words = _("{name} was already taken in on {day}; nothing was added.")
        return words.format(name=known.file_name, day=day)
