"""Rules about keeping clients informed: turns, gaps, templates, areas, sensitivity."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.matters import (
    Sensitivity,
    check_plain_mail,
    sensitivity_words,
    typed_interval,
)
from lawdesk.domain.snippets import suits
from lawdesk.domain.turns import turn_of
from lawdesk.domain.updates import UpdateParts, open_gaps, parts_of, template_of
from lawdesk.errors import FieldError, RuleError
from lawdesk.exports.update_text import update_text

OPENED = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("days", "interval", "expected"),
    [(30, 30, False), (31, 30, True), (400, 0, False), (8, 7, True), (0, 1, False)],
)
def test_it_is_the_lawyers_turn_once_the_interval_is_over(
    days: int, interval: int, *, expected: bool
) -> None:
    turn = turn_of(
        interval_days=interval,
        opened_on=OPENED,
        last_contact_on=None,
        oldest_due_on=None,
        today=OPENED + timedelta(days=days),
    )
    assert (turn.is_lawyers, turn.silent_days) == (expected, days)


def test_it_is_the_clients_turn_from_the_day_after_the_due_day() -> None:
    due = date(2026, 3, 1)

    def on(today: date) -> bool:
        return turn_of(
            interval_days=30,
            opened_on=OPENED,
            last_contact_on=today,
            oldest_due_on=due,
            today=today,
        ).is_clients

    assert (on(due), on(due + timedelta(days=1))) == (False, True)


def test_a_contact_noted_for_a_later_day_makes_no_negative_silence() -> None:
    turn = turn_of(
        interval_days=30,
        opened_on=OPENED,
        last_contact_on=date(2026, 5, 1),
        oldest_due_on=None,
        today=date(2026, 4, 1),
    )
    assert turn.silent_days == 0


def test_gaps_are_found_in_order_and_sic_is_none() -> None:
    found = open_gaps("By [date] to [court].", "He “recieved” [sic] it […]", "[a\nb] [] [who]")
    assert found == ["[date]", "[court]", "[who]"]


_LINE = st.text(alphabet=st.characters(exclude_categories=("C", "Z")), max_size=30)


@given(_LINE, _LINE, _LINE)
def test_a_template_gives_back_the_parts_it_was_made_of(one: str, two: str, three: str) -> None:
    parts = UpdateParts(one, two, three)
    if "---" not in (one, two, three):
        assert parts_of(template_of(parts)) == parts


def test_a_text_without_marks_is_all_of_the_first_part() -> None:
    assert parts_of("Only this") == UpdateParts("Only this")
    assert parts_of("a\n --- \nb") == UpdateParts("a", "b")
    assert parts_of("a\n---\nb\n---\nc\n---\nd").needed == "c\n---\nd"


@pytest.mark.parametrize(
    ("text", "matter", "expected"),
    [
        ("Employment law", "Employment", True),
        ("Family law", "family law", True),
        ("Real estate and leases", "Real property", True),
        ("Estates and probate", "Real estate and leases", False),
        ("Civil litigation", "Commercial law", False),
        ("", "Tax", False),
        ("Tax", "", False),
    ],
)
def test_texts_suit_matters_whose_area_says_the_same(
    text: str, matter: str, *, expected: bool
) -> None:
    assert suits(text, matter) is expected


def test_sensitivity_closes_ways_out_one_after_another() -> None:
    told = {
        each: (each.may_mail_plain, each.may_mail_sealed, each.may_leave_plain)
        for each in Sensitivity
    }
    assert told == {
        Sensitivity.ORDINARY: (True, True, True),
        Sensitivity.SENSITIVE: (False, True, True),
        Sensitivity.SECRET: (False, False, False),
    }
    check_plain_mail(Sensitivity.ORDINARY)
    for closed in (Sensitivity.SENSITIVE, Sensitivity.SECRET):
        with pytest.raises(RuleError):
            check_plain_mail(closed)
    assert len({sensitivity_words(each) for each in Sensitivity}) == 3


@pytest.mark.parametrize(("typed", "days"), [("14", 14), (" 0 ", 0), ("", 0), ("366", 366)])
def test_days_of_a_reminder_are_read(typed: str, days: int) -> None:
    assert typed_interval(typed) == days


@pytest.mark.parametrize("typed", ["-1", "367", "x", "1.5", "99999999999", "١٤"])
def test_days_that_cannot_be_are_refused(typed: str) -> None:
    with pytest.raises(FieldError) as refusal:
        typed_interval(typed)
    assert refusal.value.field == "update_interval_days"


@pytest.mark.parametrize(
    ("language", "head", "day"),
    [
        ("en", "What has happened", "20 November 2026"),
        ("de", "Was geschehen ist", "20. November 2026"),
        ("fr", "Ce qui s’est passé", "20 novembre 2026"),
        ("es", "Qué ha ocurrido", "20 de noviembre de 2026"),
    ],
)
def test_an_update_reads_in_the_clients_language(language: str, head: str, day: str) -> None:
    subject, body = update_text(
        language,
        UpdateParts("{sender} filed <b>it</b>.", "", "Nothing"),
        recipient="Maria {matter}",
        matter="Alvarez v. Northgate",
        dated_on=date(2026, 11, 20),
        locale="en_GB",
        sender="Helen Marsh",
    )
    assert "Alvarez" not in subject
    assert head in body
    assert day in body
    assert "{sender} filed <b>it</b>." in body  # what was written is never read as a text again
    assert "Maria {matter}" in body
    assert body.endswith("Helen Marsh\n")
    assert body.count("\n\n") == 7  # the empty part is left out
