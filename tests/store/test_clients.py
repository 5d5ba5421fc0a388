"""Clients in the store: lists, sums, contacts and the archive."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lawdesk.domain.billing.expenses import ExpenseKind, ExpenseUnit
from lawdesk.domain.clients import ClientKind, ContactKind, Grouping
from lawdesk.domain.matters import MatterId
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations.billing.expenses import add_expense
from lawdesk.operations.clients import (
    add_client,
    archive_client,
    change_client,
    restore_client,
    set_contacts,
)
from lawdesk.operations.matters import archive_matter
from lawdesk.operations.practice import change_practice
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.store import clients, practice
from practice_room import FRIDAY, PracticeRoom


def work(room: PracticeRoom, matter: MatterId, seconds: int = 3600) -> None:
    room.do(
        add_time_entry,
        matter,
        worked_on=FRIDAY,
        seconds=seconds,
        narrative="Call",
        now=room.clock.now(),
    )


def test_a_line_tells_open_matters_and_unbilled_work(room: PracticeRoom) -> None:
    brandt, chen = room.add_client("brandt"), room.add_client("Chen")
    for title in ("One", "Two"):
        work(room, room.add_matter(title, brandt))
    lines = clients.list_summaries(room.read)
    assert [(x.id, x.open_matters, x.unbilled_cents) for x in lines] == [
        (brandt, 2, 600_00),
        (chen, 0, 0),
    ]
    assert clients.count_and_unbilled(room.read) == (2, 600_00)
    assert clients.count_and_unbilled(room.read, "chen") == (1, 0)


def test_expenses_wait_beside_time(room: PracticeRoom) -> None:
    chen, other = room.add_client("Chen"), room.add_client("Other")
    first, second = room.add_matter("One", chen), room.add_matter("Two", chen)
    work(room, first)
    for matter in (first, second):
        room.do(
            add_expense,
            matter,
            spent_on=FRIDAY,
            kind=ExpenseKind.PASS_THROUGH,
            quantity_thousandths=2000,
            unit=ExpenseUnit.ITEMS,
            unit_price_cents=10_00,
            wording="Court fee",
            now=room.clock.now(),
        )
    lines = clients.list_summaries(room.read)
    assert [(x.id, x.unbilled_cents) for x in lines] == [(chen, 340_00), (other, 0)]
    assert clients.count_and_unbilled(room.read) == (2, 340_00)


def test_pages_join_without_a_gap_and_in_order_of_name(room: PracticeRoom) -> None:
    for name in ("delta", "Alpha", "charlie", "alpha"):
        room.add_client(name)
    first = clients.list_summaries(room.read, limit=2)
    rest = clients.list_summaries(room.read, after=first[-1])
    assert [x.name for x in first + rest] == ["Alpha", "alpha", "charlie", "delta"]
    assert [x.name for x in clients.list_names(room.read)] == [x.name for x in first + rest]


def test_names_are_found_by_the_start_of_any_word(room: PracticeRoom) -> None:
    room.add_client("Größe & Söhne")
    client = room.add_client("Northgate GmbH")
    room.do(change_client, client, "contact_person", "Ada Vance")
    assert clients.count(room.read, "sohne") == 1
    assert [x.id for x in clients.list_summaries(room.read, "van")] == [client]
    for hostile in ('"', "'; DROP TABLE clients", "a* OR NEAR(", "\x00", "name:x"):
        clients.count_and_unbilled(room.read, hostile)


def test_a_client_with_matters_in_use_stays_out_of_the_archive(room: PracticeRoom) -> None:
    client = room.add_client()
    matter = room.add_matter("One", client)
    work(room, matter)
    with pytest.raises(RuleError):
        room.do(archive_client, client, now=room.clock.at)
    room.do(archive_matter, matter, now=room.clock.at)
    room.do(archive_client, client, now=room.clock.at)
    assert clients.count_and_unbilled(room.read) == (0, 0)
    assert clients.count_and_unbilled(room.read, with_archived=True) == (1, 300_00)
    assert clients.list_names(room.read) == []
    room.do(restore_client, client, now=room.clock.at)
    assert clients.count(room.read) == 1


def test_the_first_contact_of_a_kind_is_the_preferred_one(room: PracticeRoom) -> None:
    client = room.add_client()
    room.do(set_contacts, client, ContactKind.MAIL, ["a@x.example", " ", "b@x.example"])
    found = clients.find_contact(room.read, client, ContactKind.MAIL)
    assert found is not None
    assert found.value == "a@x.example"
    with pytest.raises(FieldError) as refused:
        room.do(set_contacts, client, ContactKind.MAIL, ["b@x.example", "no mail"])
    assert refused.value.field == "mails"
    kept = [c.value for c in clients.list_contacts(room.read, client) if c.kind == "mail"]
    assert kept == ["a@x.example", "b@x.example"]


@pytest.mark.parametrize(
    ("kind", "field"), [(ContactKind.ADDRESS, "addresses"), (ContactKind.PHONE, "phones")]
)
def test_a_contact_that_is_too_long_names_its_field(
    room: PracticeRoom, kind: ContactKind, field: str
) -> None:
    client = room.add_client()
    with pytest.raises(FieldError) as refused:
        room.do(set_contacts, client, kind, ["x" * 1001])
    assert refused.value.field == field


def test_fields_keep_what_they_are_given(room: PracticeRoom) -> None:
    client = room.do(add_client, "  <b>x</b> ", now=room.clock.at)
    assert clients.get(room.read, client).name == "<b>x</b>"
    room.do(change_client, client, "kind", "organisation")
    room.do(change_client, client, "grouping", "rate")
    room.do(change_client, client, "language", "de")
    stored = clients.get(room.read, client)
    assert (stored.kind, stored.grouping) == (ClientKind.ORGANISATION, Grouping.RATE)
    assert stored.language == "de"
    for bad in ("", "   ", "x" * 301):
        with pytest.raises(FieldError) as refused:
            room.do(change_client, client, "name", bad)
        assert refused.value.field == "name"
    with pytest.raises(ValueError, match="archived_at"):
        room.do(change_client, client, "archived_at", "1")


def test_a_vat_id_whose_check_digits_do_not_fit_is_refused(room: PracticeRoom) -> None:
    client = room.add_client()
    room.do(change_client, client, "tax_id", "fr 40 303 265 045")
    assert clients.get(room.read, client).tax_id == "FR40303265045"
    with pytest.raises(FieldError) as refused:
        room.do(change_client, client, "tax_id", "FR40303265046")
    assert refused.value.field == "tax_id"
    assert clients.get(room.read, client).tax_id == "FR40303265045"
    settings = replace(practice.get(room.read), country="DE", vat_id="DE136695977")
    with pytest.raises(FieldError) as wrong:
        room.do(change_practice, settings, now=room.clock.at)
    assert wrong.value.field == "vat_id"
    room.do(change_practice, replace(settings, vat_id="de 136695976"), now=room.clock.at)
    assert practice.get(room.read).vat_id == "DE136695976"
