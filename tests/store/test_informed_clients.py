"""Keeping the client informed: updates, the log, requests, and whose turn it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lawdesk.domain.bundles import RequestWants
from lawdesk.domain.client_requests import ClientRequestId, RequestOutcome
from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.matters import MatterId, MatterStatus, Sensitivity
from lawdesk.domain.messages import Direction, MessageId, MessageKind
from lawdesk.domain.updates import GivenBy, UpdateId, UpdateParts
from lawdesk.errors import FieldError, NotFound, RuleError
from lawdesk.operations.client_requests import (
    answer_request,
    ask,
    change_request,
    reopen,
    withdraw,
)
from lawdesk.operations.documents import record_document
from lawdesk.operations.matters import (
    archive_matter,
    set_matter_status,
    set_sensitivity,
    set_update_interval,
)
from lawdesk.operations.messages import (
    bill_message,
    change_message,
    delete_message,
    record_message,
    restore_message,
)
from lawdesk.operations.time_entries import delete_entry
from lawdesk.operations.updates import (
    begin_update,
    date_update,
    delete_update,
    mark_updates_given,
    put_back_update,
    set_update_parts,
    write_update,
)
from lawdesk.store import (
    audit,
    client_requests,
    matters,
    messages,
    time_entries,
    turns,
    updates,
)
from practice_room import FRIDAY, PracticeRoom

DAY = timedelta(days=1)


class Sealed:
    """What sealing a file tells."""

    def __init__(self, name: str) -> None:
        self.name = name * 32
        self.plain_sha256 = self.sealed_sha256 = name * 64
        self.plain_size = self.sealed_size = 12


def draft(room: PracticeRoom, matter: MatterId, words: str = "We filed.") -> UpdateId:
    return room.do(begin_update, matter, UpdateParts(happened=words), now=room.clock.now())


def give(room: PracticeRoom, *ids: UpdateId, on: date = FRIDAY) -> tuple[UpdateId, ...]:
    return room.do(
        mark_updates_given, ids, given_on=on, channel=GivenBy.PHONE, now=room.clock.now()
    )


def note(
    room: PracticeRoom,
    client: ClientId,
    matter: MatterId | None,
    direction: Direction = Direction.OUT,
    on: date = FRIDAY,
    seconds: int = 0,
    text: str = "Told her of the hearing.",
    kind: MessageKind = MessageKind.CALL,
) -> MessageId:
    return room.do(
        record_message,
        client,
        matter,
        kind=kind,
        direction=direction,
        happened_on=on,
        person="Maria Alvarez",
        text=text,
        spent_seconds=seconds,
        now=room.clock.now(),
    )


def asked(room: PracticeRoom, matter: MatterId, title: str, due: date | None) -> ClientRequestId:
    return room.do(
        ask, matter, wants=RequestWants.PAPERS, title=title, due_on=due, now=room.clock.now()
    )


def paper(room: PracticeRoom, matter: MatterId, name: str) -> DocumentId:
    return room.do(
        record_document,
        matter,
        f"{name}.pdf",
        "application/pdf",
        Sealed(name),
        now=room.clock.now(),
    )


def client_of(room: PracticeRoom, matter: MatterId) -> ClientId:
    return matters.get(room.read, matter).client_id


def test_a_draft_is_written_part_by_part_and_kept_in_order_of_its_day(room: PracticeRoom) -> None:
    matter = room.add_matter()
    first = draft(room, matter)
    second = room.do(begin_update, matter, now=room.clock.now())
    room.do(write_update, second, "needed", "  Send the lease.  ")
    room.do(date_update, second, FRIDAY - 3 * DAY)
    found = updates.list_of_matter(room.read, matter)
    assert [each.id for each in found] == [first, second]
    assert found[1].needed == "Send the lease."
    assert found[1].words == "Send the lease."
    room.do(set_update_parts, second, UpdateParts("A", "B", "C"))
    changed = updates.get(room.read, second)
    assert (changed.happened, changed.next, changed.needed) == ("A", "B", "C")


def test_a_part_over_the_limit_is_refused_and_the_old_words_stay(room: PracticeRoom) -> None:
    update = draft(room, room.add_matter())
    with pytest.raises(FieldError) as refusal:
        room.do(write_update, update, "happened", "x" * 20_001)
    assert refusal.value.field == "happened"
    assert updates.get(room.read, update).happened == "We filed."


def test_a_given_update_can_no_longer_change_or_go(room: PracticeRoom) -> None:
    matter = room.add_matter()
    update = draft(room, matter)
    assert give(room, update, on=FRIDAY - DAY) == (update,)
    given = updates.get(room.read, update)
    assert (given.given_on, given.channel) == (FRIDAY - DAY, GivenBy.PHONE)
    assert updates.latest_given_on(room.read, matter) == FRIDAY - DAY
    with pytest.raises(RuleError):
        room.do(write_update, update, "happened", "Something else")
    with pytest.raises(RuleError):
        room.do(delete_update, update)
    assert updates.get(room.read, update) == given
    assert audit.list_latest(room.read, 1)[0].act == "give"


def test_giving_twice_keeps_the_first_day_and_marks_only_what_was_a_draft(
    room: PracticeRoom,
) -> None:
    matter = room.add_matter()
    first, second = draft(room, matter), draft(room, matter, "More.")
    give(room, first, on=FRIDAY - 2 * DAY)
    assert give(room, first, second) == (second,)
    assert updates.get(room.read, first).given_on == FRIDAY - 2 * DAY
    assert updates.list_drafts(room.read, matter) == []


def test_an_empty_update_or_a_day_to_come_is_refused_and_nothing_is_marked(
    room: PracticeRoom,
) -> None:
    matter = room.add_matter()
    full = draft(room, matter)
    empty = room.do(begin_update, matter, now=room.clock.now())
    with pytest.raises(RuleError):
        give(room, full, empty)
    with pytest.raises(FieldError) as refusal:
        give(room, full, on=FRIDAY + DAY)
    assert refusal.value.field == "given_on"
    assert updates.get(room.read, full).given_on is None
    assert [each.id for each in updates.list_drafts(room.read, matter)] == [full]


def test_a_deleted_draft_can_be_put_back(room: PracticeRoom) -> None:
    matter = room.add_matter()
    update = draft(room, matter)
    gone = room.do(delete_update, update)
    with pytest.raises(NotFound):
        updates.get(room.read, update)
    back = room.do(put_back_update, gone)
    assert updates.get(room.read, back).happened == "We filed."


def test_the_log_is_read_page_by_page_for_a_matter_and_for_a_client(room: PracticeRoom) -> None:
    client = room.add_client()
    one, other = room.add_matter("One", client), room.add_matter("Other", client)
    ids = [note(room, client, one, on=FRIDAY - n * DAY) for n in range(5)]
    elsewhere = note(room, client, other, on=FRIDAY - 9 * DAY)
    alone = note(room, client, None, on=FRIDAY - 8 * DAY)
    page = messages.list_of_matter(room.read, one, limit=3)
    rest = messages.list_of_matter(room.read, one, after=page[-1], limit=3)
    assert [row.id for row in page + rest] == ids
    of_client = messages.list_of_client(room.read, client)
    assert [row.id for row in of_client] == [*ids, alone, elsewhere]
    assert of_client[-1].matter_title == "Other"
    assert messages.count_of_client(room.read, client) == 7


def test_what_was_noted_can_be_corrected_deleted_and_brought_back(room: PracticeRoom) -> None:
    matter = room.add_matter()
    client = client_of(room, matter)
    message = note(room, client, matter)
    room.do(
        change_message,
        message,
        matter_id=matter,
        kind=MessageKind.MEETING,
        direction=Direction.BOTH,
        happened_on=FRIDAY - DAY,
        person="Maria Alvarez and her son",
        text="At the office.",
        agreed="She brings the lease.",
        spent_seconds=1800,
        now=room.clock.now(),
    )
    row = messages.list_of_matter(room.read, matter)[0]
    assert (row.kind, row.agreed) == (MessageKind.MEETING, "She brings the lease.")
    room.do(delete_message, message, now=room.clock.now())
    assert messages.list_of_matter(room.read, matter) == []
    room.do(restore_message, message)
    assert messages.count_of_matter(room.read, matter) == 1


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("happened_on", {"happened_on": FRIDAY + DAY}),
        ("spent", {"spent_seconds": -1}),
        ("spent", {"spent_seconds": 360_001}),
        ("person", {"person": "x" * 301}),
        ("agreed", {"agreed": "x" * 5_001}),
        ("text", {"text": " ", "person": ""}),
    ],
)
def test_a_message_that_cannot_be_is_refused_under_its_field(
    room: PracticeRoom, field: str, changes: dict[str, object]
) -> None:
    matter = room.add_matter()
    values: dict[str, object] = {
        "kind": MessageKind.CALL,
        "direction": Direction.IN,
        "happened_on": FRIDAY,
        "person": "Maria",
        "text": "Called.",
        **changes,
    }
    with pytest.raises(FieldError) as refusal:
        room.do(
            record_message,
            client_of(room, matter),
            matter,
            now=room.clock.now(),
            **values,  # type: ignore[arg-type]
        )
    assert refusal.value.field == field
    assert messages.count_of_matter(room.read, matter) == 0


def test_a_message_is_not_noted_in_another_clients_matter(room: PracticeRoom) -> None:
    matter, stranger = room.add_matter(), room.add_client("Northgate")
    with pytest.raises(RuleError):
        note(room, stranger, matter)


def test_time_of_a_call_becomes_one_entry_and_again_only_after_that_was_deleted(
    room: PracticeRoom,
) -> None:
    matter = room.add_matter()
    message = note(room, client_of(room, matter), matter, on=FRIDAY - DAY, seconds=900)
    entry_id = room.do(bill_message, message, now=room.clock.now())
    entry = time_entries.get(room.read, entry_id)
    assert (entry.raw_seconds, entry.worked_on) == (900, FRIDAY - DAY)
    assert entry.narrative == "Call to Maria Alvarez: Told her of the hearing."
    with pytest.raises(RuleError):
        room.do(bill_message, message, now=room.clock.now())
    room.do(delete_entry, entry_id, now=room.clock.now())
    assert messages.list_of_matter(room.read, matter)[0].entry_id is None
    again = room.do(bill_message, message, now=room.clock.now())
    assert messages.list_of_matter(room.read, matter)[0].entry_id == again
    assert again != entry_id


def test_no_entry_without_a_matter_or_without_time(room: PracticeRoom) -> None:
    matter = room.add_matter()
    client = client_of(room, matter)
    for message in (note(room, client, None, seconds=900), note(room, client, matter)):
        with pytest.raises(RuleError):
            room.do(bill_message, message, now=room.clock.now())
    assert time_entries.total(room.read, matter_id=matter).entries == 0


def test_what_lawdesk_noted_itself_stays(room: PracticeRoom) -> None:
    matter = room.add_matter()
    message = note(room, client_of(room, matter), matter, kind=MessageKind.BUNDLE)
    with pytest.raises(RuleError):
        room.do(delete_message, message, now=room.clock.now())
    assert messages.count_of_matter(room.read, matter) == 1


def test_requests_are_listed_open_first_by_due_day(room: PracticeRoom) -> None:
    matter = room.add_matter()
    whenever = asked(room, matter, "Photos", None)
    later = asked(room, matter, "Lease", FRIDAY + 9 * DAY)
    sooner = asked(room, matter, "Notice", FRIDAY + 2 * DAY)
    done = asked(room, matter, "Passport", None)
    room.do(answer_request, done, answer="Shown.", closed_on=FRIDAY, now=room.clock.now())
    found = [each.id for each in client_requests.list_of_matter(room.read, matter)]
    assert found == [sooner, later, whenever, done]
    open_ones = client_requests.list_open(room.read, [matter, MatterId(999)])
    assert [each.id for each in open_ones] == [sooner, later, whenever]
    assert client_requests.list_open(room.read, []) == []


def test_an_answer_with_papers_ticks_a_request_off_and_can_be_taken_back(
    room: PracticeRoom,
) -> None:
    matter = room.add_matter()
    request = asked(room, matter, "Lease", FRIDAY)
    lease = paper(room, matter, "a")
    room.do(
        answer_request,
        request,
        answer="Here it is.",
        document_ids=[lease, lease],
        closed_on=FRIDAY,
        now=room.clock.now(),
    )
    closed = client_requests.get(room.read, request)
    assert (closed.outcome, closed.answer) == (RequestOutcome.DONE, "Here it is.")
    assert [each.document_id for each in client_requests.list_papers(room.read, request)] == [lease]
    with pytest.raises(RuleError):
        room.do(withdraw, request, now=room.clock.now())
    room.do(reopen, request)
    assert client_requests.get(room.read, request).closed_on is None
    assert client_requests.list_papers(room.read, request) == []


def test_another_clients_paper_does_not_answer_a_request(room: PracticeRoom) -> None:
    matter = room.add_matter()
    other = room.add_matter("Other", room.add_client("Northgate"))
    request, foreign = asked(room, matter, "Lease", FRIDAY), paper(room, other, "b")
    with pytest.raises(RuleError):
        room.do(
            answer_request,
            request,
            answer="",
            document_ids=[foreign],
            closed_on=FRIDAY,
            now=room.clock.now(),
        )
    assert client_requests.get(room.read, request).closed_on is None
    assert client_requests.list_papers(room.read, request) == []


def test_a_request_is_worded_anew_while_it_is_open(room: PracticeRoom) -> None:
    matter = room.add_matter()
    request = asked(room, matter, "Lease", None)
    with pytest.raises(FieldError) as refusal:
        room.do(
            change_request,
            request,
            wants=RequestWants.ANSWER,
            title="Lease",
            detail="",
            due_on=FRIDAY - DAY,
        )
    assert refusal.value.field == "due_on"
    with pytest.raises(FieldError) as refusal:
        room.do(
            change_request,
            request,
            wants=RequestWants.ANSWER,
            title=" ",
            detail="",
            due_on=None,
        )
    assert refusal.value.field == "title"
    room.do(withdraw, request, now=room.clock.now())
    assert client_requests.get(room.read, request).outcome is RequestOutcome.WITHDRAWN


def test_a_client_who_heard_nothing_for_longer_than_agreed_waits_for_word(
    room: PracticeRoom,
) -> None:
    matter = room.add_matter()
    client, today = client_of(room, matter), FRIDAY + 31 * DAY
    assert turns.list_silent(room.read, FRIDAY + 30 * DAY) == []
    silent = turns.list_silent(room.read, today)
    assert [(each.matter_id, each.silent_days, each.last_on) for each in silent] == [
        (matter, 31, None)
    ]
    note(room, client, matter, Direction.IN)
    assert len(turns.list_silent(room.read, today)) == 1
    message = note(room, client, matter, Direction.OUT)
    assert turns.list_silent(room.read, today)[0].last_on == FRIDAY
    room.clock.go_on(2 * 86400)
    give(room, draft(room, matter), on=FRIDAY + 2 * DAY)
    assert turns.last_contact_on(room.read, matter) == FRIDAY + 2 * DAY
    assert turns.list_silent(room.read, today) == []
    room.do(delete_message, message, now=room.clock.now())
    assert turns.last_contact_on(room.read, matter) == FRIDAY + 2 * DAY


def test_nobody_is_reminded_of_closed_archived_or_silenced_matters(room: PracticeRoom) -> None:
    today = FRIDAY + 100 * DAY
    loud, hushed, closed, archived = (room.add_matter(title) for title in "ABCD")
    room.do(set_update_interval, hushed, 0)
    room.do(set_matter_status, closed, MatterStatus.CLOSED, today=FRIDAY)
    room.do(archive_matter, archived, now=room.clock.at)
    assert [each.matter_id for each in turns.list_silent(room.read, today)] == [loud]
    with pytest.raises(FieldError):
        room.do(set_update_interval, loud, 367)
    assert matters.get(room.read, loud).update_interval_days == 30


def test_the_matter_longest_over_its_interval_comes_first(room: PracticeRoom) -> None:
    usual, weekly = room.add_matter("Usual"), room.add_matter("Weekly")
    room.do(set_update_interval, weekly, 7)
    found = turns.list_silent(room.read, FRIDAY + 40 * DAY)
    assert [each.matter_id for each in found] == [weekly, usual]


def test_requests_past_due_are_the_clients_turn(room: PracticeRoom) -> None:
    matter = room.add_matter()
    first = asked(room, matter, "Lease", FRIDAY)
    asked(room, matter, "Photos", FRIDAY + 5 * DAY)
    assert turns.list_owing(room.read, FRIDAY) == []
    owing = turns.list_owing(room.read, FRIDAY + DAY)[0]
    assert (owing.matter_id, owing.requests, owing.oldest_due_on) == (matter, 1, FRIDAY)
    assert turns.list_owing(room.read, FRIDAY + 6 * DAY)[0].requests == 2
    room.do(answer_request, first, answer="", closed_on=FRIDAY, now=room.clock.now())
    assert turns.oldest_due_on(room.read, matter) == FRIDAY + 5 * DAY


def test_how_careful_a_matter_is_can_be_set_and_is_on_record(room: PracticeRoom) -> None:
    matter = room.add_matter()
    assert matters.get(room.read, matter).sensitivity is Sensitivity.ORDINARY
    room.do(set_sensitivity, matter, Sensitivity.SECRET, now=room.clock.at)
    assert matters.get(room.read, matter).sensitivity is Sensitivity.SECRET
    assert audit.list_latest(room.read, 1)[0].detail == "secret"


def test_the_question_who_waits_reads_each_history_by_its_index(room: PracticeRoom) -> None:
    plan = room.read.tuples(f"EXPLAIN QUERY PLAN {turns._SILENT}", FRIDAY)
    steps = [step[3] for step in plan]
    assert [step for step in steps if step.startswith("SCAN")] == ["SCAN m", "SCAN h"]
    assert len([step for step in steps if step.startswith("CORRELATED")]) == 4  # once a matter
