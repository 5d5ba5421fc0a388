"""Activity codes as they are typed."""

import pytest

from lawdesk.domain.activity_codes import ACTIVITIES, UNVERIFIED_ACTIVITIES, parse_activity
from lawdesk.errors import FieldError


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("A103", "A103"),
        (" a103 ", "A103"),
        ("103", "A103"),
        ("A103 Draft/revise", "A103"),
        ("research", "A102"),
        ("billable", "A112"),
        ("", None),
        ("   ", None),
    ],
)
def test_a_code_is_understood(typed: str, code: str | None) -> None:
    assert parse_activity(typed) == code


@pytest.mark.parametrize("typed", ["A999", "communicate", "x", "A115", "A100", "L120", "１０３"])
def test_what_is_no_single_code_is_refused(typed: str) -> None:
    with pytest.raises(FieldError) as refused:
        parse_activity(typed)
    assert refused.value.field == "activity"


def test_every_code_understands_its_own_words() -> None:
    assert [parse_activity(one.words) for one in ACTIVITIES] == [one.code for one in ACTIVITIES]
    assert [one.code for one in ACTIVITIES] == [f"A{number}" for number in range(101, 115)]


def test_later_codes_are_known_but_off() -> None:
    assert [one.code for one in UNVERIFIED_ACTIVITIES] == [f"A{n}" for n in range(115, 129)]
    assert not any(one.verified for one in UNVERIFIED_ACTIVITIES)
    assert all(one.verified for one in ACTIVITIES)
    for one in UNVERIFIED_ACTIVITIES:
        with pytest.raises(FieldError):
            parse_activity(one.code)
