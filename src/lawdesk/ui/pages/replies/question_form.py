"""The form of a dispute, filled with what the client asked about an invoice."""

from __future__ import annotations

from lawdesk.domain.receivables.disputes import DisputeId
from lawdesk.domain.replies import ReplyItemId
from lawdesk.domain.typed_values import parse_money
from lawdesk.errors import FieldError
from lawdesk.operations.reply_filing import content_of, file_question
from lawdesk.store import replies
from lawdesk.store.receivables.ageing import ArrearsRow
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.receivables.dispute_form import DisputeForm


class QuestionForm(DisputeForm):
    """A dispute that files the part of the reply in the same step."""

    def __init__(self, desk: Desk, row: ArrearsRow, item_id: ReplyItemId) -> None:
        super().__init__(desk, row)
        self._item_id = item_id
        item = replies.get_item(desk.read, item_id)
        content = content_of(item)
        proposed = {"reason": str(content["reason"])}
        amount = self._amount(str(content["amount"]))
        if amount:
            proposed["disputed"] = amount
        self.form.show_values(proposed)

    def _amount(self, typed: str) -> str:
        """What the client typed, where it is an amount that can be disputed."""
        try:
            cents = parse_money(typed, self._row.currency, self._figures.practice.locale)
        except FieldError:
            return ""
        if not 0 < cents <= self._row.undisputed_cents:
            return ""
        return self._figures.plain_money(cents, self._row.currency)

    def _open(self, cents: int) -> DisputeId:
        return self._desk.transact(
            file_question,
            self._item_id,
            cents,
            self._text("reason"),
            received_on=self._day("received_on"),
            line_positions=self._positions(),
            now=self._desk.clock.now(),
        )
