"""Month end: matters ticked, drafted, issued and exported; a refused one leaves the rest done."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from billing_room import Folders, answer, click, click_cell, make_client, make_work, show
from desk_room import DeskRoom
from lawdesk.domain.billing.fee_agreements import AgreedTerms, Capped
from lawdesk.domain.clients import ContactKind
from lawdesk.domain.matters import MatterId
from lawdesk.operations.billing.fee_agreements import agree_fee
from lawdesk.operations.clients import set_contacts
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.store import drafts, invoices, time_entries
from lawdesk.ui.pages.billing.month_end_page import MonthEndPage
from practice_room import FRIDAY

NAMES = ("Alder", "Birch", "Cedar", "Dogwood")
PATIENCE = 20_000


@pytest.fixture
def matter_ids(desk_room: DeskRoom) -> list[MatterId]:
    """Four matters of 1,680.00; the client of the third has no address."""
    ids = []
    for name in NAMES:
        client_id = make_client(desk_room.room, f"{name} & Sons")
        if name == "Cedar":
            desk_room.room.do(set_contacts, client_id, ContactKind.ADDRESS, [])
        ids.append(make_work(desk_room.room, client_id))
    return ids


@pytest.fixture
def page(qtbot: QtBot, desk_room: DeskRoom, matter_ids: list[MatterId]) -> MonthEndPage:
    """The page over four matters, with its warnings read."""
    assert matter_ids
    page = MonthEndPage(desk_room.desk, files=Folders(desk_room.folder))
    show(qtbot, page)
    settle(qtbot, page)
    return page


def settle(qtbot: QtBot, page: MonthEndPage) -> None:
    """Until the entries are read and nothing is at work."""
    qtbot.waitUntil(
        lambda: page._checked_facts is not None and page._work is None, timeout=PATIENCE
    )


def make_all_drafts(qtbot: QtBot, page: MonthEndPage) -> None:
    """Presses the button and waits."""
    click(page.draft_button)
    settle(qtbot, page)


def issue_all(qtbot: QtBot, page: MonthEndPage) -> list[str]:
    """Presses the button, agrees, waits; gives what was asked."""
    asked = answer("Issue invoices")
    click(page.issue_button)
    settle(qtbot, page)
    return asked


def column(page: MonthEndPage, name: str) -> list[str]:
    """What stands in one column."""
    return [getattr(row, name) for row in page.table.model.rows]


def test_every_matter_with_unbilled_work_is_a_row(page: MonthEndPage) -> None:
    assert column(page, "client") == [f"{name} & Sons" for name in NAMES]
    assert column(page, "amount") == ["1,680.00"] * 4
    assert column(page, "hours") == ["5:29"] * 4
    assert column(page, "draft") == ["–"] * 4
    assert page.table._totals["amount"] == "6,720.00"
    assert not page.issue_button.isEnabled()


def test_last_month_is_proposed_where_work_lies_in_it(
    qtbot: QtBot, desk_room: DeskRoom, matter_ids: list[MatterId]
) -> None:
    desk_room.room.do(
        add_time_entry, matter_ids[0], worked_on=date(2026, 10, 30), seconds=3600,
        narrative="Call", now=desk_room.clock.now(),
    )  # fmt: skip
    page = MonthEndPage(desk_room.desk)
    show(qtbot, page)
    settle(qtbot, page)
    assert column(page, "amount") == ["300.00"]
    assert "Oct 31, 2026" in page.header._line.text()


def test_what_is_odd_is_counted_and_told(
    qtbot: QtBot, page: MonthEndPage, desk_room: DeskRoom, matter_ids: list[MatterId]
) -> None:
    row = page.table.model.rows[0]
    page.table.select(row.id)
    before = page.side.findings.sentences()
    assert [each.split(":")[0] for each in before] == ["Several tasks in one"] * len(before)
    for words in ("", "Call", "Call"):
        desk_room.desk.transact(
            add_time_entry, matter_ids[0], worked_on=FRIDAY, seconds=8 * 3600 + 1, narrative=words,
            now=desk_room.clock.now(),
        )  # fmt: skip
    qtbot.waitUntil(lambda: column(page, "missing")[0] == "1", timeout=PATIENCE)
    told = [each.split(":")[0] for each in page.side.findings.sentences()]
    assert {"No text", "Same text twice", "Over 24 hours a day"} <= set(told)
    assert page.table.model.rows[0].badge == (str(len(told)), "overdue")
    assert column(page, "missing")[1:] == ["", "", ""]


def test_a_cap_that_will_be_passed_is_told(
    qtbot: QtBot, page: MonthEndPage, desk_room: DeskRoom, matter_ids: list[MatterId]
) -> None:
    desk_room.desk.transact(
        agree_fee, matter_ids[1], AgreedTerms(Capped(cap_cents=1_500_00)),
        agreed_on=date(2026, 10, 1), valid_from=date(2026, 10, 1), now=desk_room.clock.now(),
    )  # fmt: skip
    page.table.select(matter_ids[1])
    words = "Fee cap: Over the cap of 1,500.00: 180.00 will be written down."
    qtbot.waitUntil(lambda: words in page.side.findings.sentences(), timeout=PATIENCE)


def test_a_refused_matter_is_named_and_the_rest_is_issued(
    qtbot: QtBot, page: MonthEndPage, desk_room: DeskRoom
) -> None:
    make_all_drafts(qtbot, page)
    assert column(page, "draft") == ["yes"] * 4
    asked = issue_all(qtbot, page)
    assert asked == [
        "Issues 4 invoices, each with its own number. They cannot be changed afterwards, "
        "only credited."
    ]
    issued = invoices.list_summaries(desk_room.desk.read)
    assert sorted(each.number for each in issued) == ["2026-0001", "2026-0002", "2026-0003"]
    assert invoices.list_without_pdf(desk_room.desk.read) == []
    assert column(page, "client") == ["Cedar & Sons"]
    listed = page.side.outcomes.rows.model.rows
    assert [bool(each.invoices) for each in listed] == [False, True, True, True]
    assert listed[0].draft.client == "Cedar & Sons"
    assert page.side.outcomes.reason.text() == (
        "The client has no address; the invoice was not issued. "
        "Add the address on the client's page."
    )


def test_the_sealed_pdf_of_each_invoice_is_its_own(
    qtbot: QtBot, page: MonthEndPage, desk_room: DeskRoom
) -> None:
    make_all_drafts(qtbot, page)
    issue_all(qtbot, page)
    answer("Save plain copies")
    click(page.export_button)
    folder: Path = desk_room.folder
    names = [f"invoice-2026-000{number}.pdf" for number in (1, 2, 3)]
    qtbot.waitUntil(lambda: all((folder / name).exists() for name in names), timeout=PATIENCE)
    contents = {(folder / name).read_bytes() for name in names}
    assert len(contents) == 3
    assert all(content.startswith(b"%PDF") for content in contents)


def test_cancelling_leaves_what_is_done_and_begins_nothing_more(
    qtbot: QtBot, page: MonthEndPage, desk_room: DeskRoom
) -> None:
    make_all_drafts(qtbot, page)

    def cancel_after_the_first(work: object, _words: str) -> None:
        work.progressed.connect(  # type: ignore[attr-defined]
            lambda done, _all: work.cancel() if done == 1 else None  # type: ignore[attr-defined]
        )

    desk_room.desk.task_started.connect(cancel_after_the_first)
    issue_all(qtbot, page)
    assert [each.number for each in invoices.list_summaries(desk_room.desk.read)] == ["2026-0001"]
    assert invoices.list_without_pdf(desk_room.desk.read) == []
    assert len(drafts.list_summaries(desk_room.desk.read)) == 3
    reasons = [each.reason for each in page.side.outcomes.rows.model.rows if not each.invoices]
    assert reasons == ["Not begun; the work was cancelled."] * 3
    assert page.issue_button.isEnabled()


def test_only_what_is_ticked_is_drafted_and_issued(
    qtbot: QtBot, page: MonthEndPage, desk_room: DeskRoom
) -> None:
    click(page.none_button)
    assert not page.draft_button.isEnabled()
    click_cell(page.table, 1, "ticked")
    make_all_drafts(qtbot, page)
    assert column(page, "draft") == ["–", "yes", "–", "–"]
    click(page.all_button)
    asked = issue_all(qtbot, page)
    assert "3 ticked matters have no draft and are left out." in asked[0]
    assert [each.recipient_name for each in invoices.list_summaries(desk_room.desk.read)] == [
        "Birch & Sons"
    ]


def test_issued_work_is_held_by_its_invoice(
    qtbot: QtBot, page: MonthEndPage, desk_room: DeskRoom, matter_ids: list[MatterId]
) -> None:
    make_all_drafts(qtbot, page)
    issue_all(qtbot, page)
    read = desk_room.desk.read
    assert time_entries.list_unbilled(read, matter_ids[0], FRIDAY) == []
    assert len(time_entries.list_unbilled(read, matter_ids[2], FRIDAY)) == 4


def test_review_opens_the_first_draft(qtbot: QtBot, page: MonthEndPage) -> None:
    make_all_drafts(qtbot, page)
    asked: list[list[int]] = []
    opened: list[tuple[str, int]] = []
    page.review_asked.connect(asked.append)
    page.open_asked.connect(lambda kind, item_id: opened.append((kind, item_id)))
    click(page.review_button)
    assert len(asked[0]) == 4
    assert opened == [("draft", asked[0][0])]


def test_a_day_that_is_none_is_told_under_its_field(page: MonthEndPage) -> None:
    page.period.committed.emit("until", "someday")
    assert "someday" in page.period._fields["until"].field.control().accessibleDescription()
    page.period.committed.emit("until", "11/12/26")
    assert column(page, "amount") == ["1,440.00"] * 4
