"""Where random lives are played: the database, a step, and what it may choose from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant

from lawdesk.domain.billing.drafts import DraftId, DraftLineId
from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import InvoiceId, InvoiceTexts
from lawdesk.domain.matters import MatterId
from lawdesk.errors import LawDeskError
from lawdesk.operations import drafts
from lawdesk.store.consistency import require_counted_rows
from lawdesk.store.database import Database, Reader, Transaction, _stamp
from practice_proofs import Memory, prove
from practice_room import FixedClock

TEXTS = InvoiceTexts(payment="Pay {number}.", masked="Legal work", others="Paid by others")
NTH = st.integers(0, 5)
PART = st.sampled_from([1, 2, 3])
ISSUES = st.booleans()
DAYS_BACK = st.sampled_from([0, 1, 5, 30, 400])


class LifeDatabase(Database):
    """A practice database whose transactions are savepoints in one that is never committed.

    Rows, triggers, constraints and encryption are those of the file; only the waiting for the disk
    is left out. Everything is read on the writing connection.
    """

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.read = Reader(self._writing)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """One step: kept when the block ends, taken back on any exception."""
        self._writing.execute("SAVEPOINT step")
        tx = self.transaction_type(self._writing)
        try:
            yield tx
            if tx.touched:
                _stamp(tx)
        except BaseException:
            self._writing.execute("ROLLBACK TO step")
            raise
        finally:
            self._writing.execute("RELEASE step")

    @contextmanager
    def life(self) -> Iterator[None]:
        """Everything that happens in the block is forgotten at its end."""
        self._writing.execute("BEGIN")
        try:
            yield
        finally:
            self._writing.execute("ROLLBACK")


class LifeStage(RuleBasedStateMachine):
    """What every step uses: the open practice, its clock, ids to choose from, and the books."""

    def __init__(self, practice: LifeDatabase, count: Callable[[], None]) -> None:
        super().__init__()
        self.database = practice
        self.read = practice.read
        self.clock = FixedClock()
        self.memory = Memory()
        self.proved = b""
        self._life = practice.life()
        self._life.__enter__()
        count()

    def teardown(self) -> None:
        """Forget this life, once the program's own check of the database has passed."""
        try:
            require_counted_rows(self.read)
        finally:
            self._life.__exit__(None, None, None)

    # What the steps choose from

    def ids(self, sql: str) -> list[int]:
        """The first column of a query."""
        return self.read.values(sql)

    def pick(self, nth: int, sql: str) -> int | None:
        """One id of a query, the latest first; None where there is none."""
        found = self.ids(f"{sql} ORDER BY 1 DESC")
        return found[nth % len(found)] if found else None

    def matter(self, nth: int) -> MatterId:
        """One of the matters, the busiest first."""
        return MatterId((1, 2, 3)[nth % 3])

    def client(self, nth: int) -> ClientId:
        """One of the clients."""
        return ClientId((1, 2)[nth % 2])

    @property
    def digest(self) -> bytes:
        """What the database says of everything that was ever committed to it."""
        digest: bytes = self.read.values("SELECT digest FROM commits")[0]
        return digest

    @property
    def today(self) -> date:
        """The day of the clock."""
        return self.clock.now().day

    def attempt(self, operation: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        """Try an operation: it is done, or it says why not and nothing was changed."""
        before = self.digest
        try:
            with self.database.transaction() as tx:
                operation(tx, *args, **kwargs)
        except LawDeskError as error:
            said = str(error).strip()
        else:
            return True
        assert said, "an error says nothing"
        assert before == self.digest, "a refused operation changed something"
        return False

    def must_fail(self, operation: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        """An operation that nobody may do."""
        assert not self.attempt(operation, *args, **kwargs), f"{operation.__name__} was done"

    def invoice(self, nth: int) -> InvoiceId:
        """One of what was issued, credit notes too; 0 where there is nothing."""
        return InvoiceId(self.pick(nth, "SELECT id FROM issued_invoices") or 0)

    @property
    def has_invoice(self) -> bool:
        """Whether anything was issued."""
        return bool(self.ids("SELECT 1 FROM issued_invoices LIMIT 1"))

    def draft_of(self, matter: MatterId) -> DraftId | None:
        """The draft of a matter, made where there is none yet."""
        self.attempt(drafts.make_draft, matter, now=self.clock.now())
        found = self.ids(f"SELECT id FROM drafts WHERE matter_id = {matter}")
        return DraftId(found[0]) if found else None

    def lines_of(self, draft: DraftId) -> list[DraftLineId]:
        """The lines of a draft in their order."""
        sql = f"SELECT id FROM draft_lines WHERE draft_id = {draft} ORDER BY position, id"
        return [DraftLineId(each) for each in self.ids(sql)]

    @invariant()
    def the_books_are_right(self) -> None:
        if self.digest != self.proved:
            prove(self.read, self.memory)
            self.proved = self.digest
