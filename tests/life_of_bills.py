"""Steps of a practice's life from the draft to the credit note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from lawdesk.domain.billing.credit_notes import Credited
from lawdesk.domain.billing.discounts import DiscountBase, DiscountKind, InvoiceDiscount
from lawdesk.domain.billing.drafts import DraftId, DraftPayer
from lawdesk.domain.clients import ClientId, Grouping
from lawdesk.operations import credit_notes, draft_lines, draft_payers, drafts
from lawdesk.operations.invoices import issue_invoice
from life_stage import DAYS_BACK, ISSUES, NTH, PART, TEXTS, LifeStage


class BillSteps(LifeStage):
    """Drafts are shaped, shared, discarded and issued; invoices are credited."""

    @rule(
        nth=NTH,
        first=NTH,
        second=NTH,
        what=st.integers(0, 9),
        some=st.integers(1, 12),
        issues=ISSUES,
    )
    def edit_a_line(
        self, nth: int, first: int, second: int, what: int, some: int, *, issues: bool
    ) -> None:
        draft = self.draft_of(self.matter(nth))
        if draft is None:
            return
        lines = self.lines_of(draft)
        if not lines:
            return
        line, other = lines[first % len(lines)], lines[(first + 1 + second) % len(lines)]
        payers = self.ids(f"SELECT client_id FROM draft_payers WHERE draft_id = {draft}")
        steps: Sequence[tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = (
            (draft_lines.merge_lines, ([line, other] if line != other else [line],), {}),
            (draft_lines.split_line, (line, some), {}),
            (draft_payers.assign_line, (line, ClientId(payers[0]) if payers else None), {}),
            (drafts.write_down_line, (line, some * 10_00, "Too long"), {}),
            (drafts.set_line_no_charge, (line,), {"no_charge": some % 2 == 0}),
            (drafts.choose_line, (line,), {"chosen": some % 3 == 0}),
            (draft_lines.unmerge_line, (line,), {}),
            (draft_lines.join_parts, (line,), {}),
            (drafts.move_line, (line, some - 6), {}),
            (drafts.set_line_wording, (line, f"Words {some}"), {}),
        )
        operation, args, kwargs = steps[what]
        self.attempt(operation, *args, **kwargs)
        if issues:
            self.attempt(issue_invoice, draft, TEXTS, now=self.clock.now())

    @rule(
        nth=NTH,
        grouping=st.sampled_from(Grouping),
        percent=st.sampled_from([None, 100_000, 1_000_000, 333_333]),
        base=st.sampled_from(DiscountBase),
        applies=st.booleans(),
        back=DAYS_BACK,
        issues=ISSUES,
    )
    def shape_a_draft(
        self,
        nth: int,
        grouping: Grouping,
        percent: int | None,
        base: DiscountBase,
        *,
        applies: bool,
        back: int,
        issues: bool,
    ) -> None:
        draft = self.draft_of(self.matter(nth))
        if draft is None:
            return
        off = InvoiceDiscount(DiscountKind.PERCENT, percent, base) if percent else None
        if percent == 333_333:
            off = InvoiceDiscount(DiscountKind.FIXED, 100_01, base)
        self.attempt(drafts.set_grouping, draft, grouping)
        self.attempt(drafts.set_discount, draft, off)
        self.attempt(drafts.set_applies_credit, draft, applies=applies)
        self.attempt(drafts.set_work_from, draft, self.today - timedelta(days=back + 2))
        if issues:
            self.attempt(issue_invoice, draft, TEXTS, now=self.clock.now())

    @rule(nth=NTH, how=st.integers(0, 5), masks=st.booleans(), issues=ISSUES)
    def share_a_draft(self, nth: int, how: int, *, masks: bool, issues: bool) -> None:
        draft = self.draft_of(self.matter(nth))
        if draft is None:
            return
        one, two = (
            DraftPayer(0, draft, ClientId(c), None, None, False, masks, "ok") for c in (1, 2)
        )
        plans: tuple[list[DraftPayer], ...] = (
            [replace(one, share_ppm=500_000), replace(two, share_ppm=500_000)],
            [replace(one, share_ppm=333_333), replace(two, share_ppm=666_667, is_rest=True)],
            [replace(one, fixed_cents=100_01), replace(two, is_rest=True)],
            [replace(one, share_ppm=0), replace(two, share_ppm=1_000_000)],
            [replace(one, share_ppm=0), replace(two, share_ppm=0)],
            [],
        )
        if how in (3, 4):
            self.must_fail(draft_payers.set_payers, draft, plans[how])
        else:
            self.attempt(draft_payers.set_payers, draft, plans[how])
        if issues:
            self.attempt(issue_invoice, draft, TEXTS, now=self.clock.now())

    @rule(nth=NTH)
    def discard(self, nth: int) -> None:
        draft = self.pick(nth, "SELECT id FROM drafts")
        if draft is not None:
            assert self.attempt(drafts.discard_draft, DraftId(draft))

    @rule(nth=NTH)
    def issue(self, nth: int) -> None:
        draft = self.draft_of(self.matter(nth))
        if draft is not None:
            self.attempt(issue_invoice, draft, TEXTS, now=self.clock.now())

    @precondition(lambda self: self.has_invoice)
    @rule(nth=NTH, releases=st.booleans(), redrafts=st.booleans())
    def credit_all(self, nth: int, *, releases: bool, redrafts: bool) -> None:
        now = self.clock.now()
        if redrafts:
            self.attempt(credit_notes.credit_and_redraft, self.invoice(nth), reason="No", now=now)
            return
        self.attempt(
            credit_notes.credit_invoice,
            self.invoice(nth),
            reason="No",
            now=now,
            releases_work=releases,
        )

    @precondition(lambda self: self.has_invoice)
    @rule(nth=NTH, line=NTH, part=PART, releases=st.booleans(), twice=st.booleans())
    def credit_a_line(self, nth: int, line: int, part: int, *, releases: bool, twice: bool) -> None:
        invoice = self.invoice(nth)
        lines = self.read.tuples(
            "SELECT position, units, amount_cents, kind FROM issued_lines "
            f"WHERE invoice_id = {invoice} AND part = 'invoice' ORDER BY position"
        )
        if not lines:
            return
        for place in (line, line + 1)[: 1 + twice]:
            position, units, cents, kind = lines[place % len(lines)]
            is_time = kind == "time"
            wanted = Credited(
                position,
                units=-(-units // part) if is_time else 0,
                cents=0 if is_time else -(-cents // part),
            )
            self.attempt(
                credit_notes.credit_invoice,
                invoice,
                reason="Less",
                now=self.clock.now(),
                wanted=[wanted],
                releases_work=releases,
            )
