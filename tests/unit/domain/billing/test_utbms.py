"""The code sets are whole, and a phase never reaches a line."""

import re

import pytest

from lawdesk.domain.billing.utbms import (
    BANKRUPTCY,
    COUNSELING,
    EDISCOVERY,
    EXPENSES,
    LITIGATION,
    PROJECT,
    TASKS,
    Code,
    is_valid_on_line,
    known_code,
    parse_codes,
    parse_expense_code,
    parse_task_code,
)
from lawdesk.errors import FieldError


@pytest.mark.parametrize(
    ("codes", "phases", "on_line"),
    [
        (LITIGATION, 5, 29),
        (EDISCOVERY, 6, 29),
        (COUNSELING, 0, 4),
        (PROJECT, 1, 15),
        (BANKRUPTCY, 4, 21),
        (EXPENSES, 1, 24),
    ],
)
def test_each_set_is_whole(codes: tuple[Code, ...], phases: int, on_line: int) -> None:
    assert sum(one.is_phase for one in codes) == phases
    assert sum(is_valid_on_line(one.code) for one in codes) == on_line


def test_codes_are_unique_and_in_order() -> None:
    codes = [one.code for one in (*TASKS, *EXPENSES)]
    assert len(set(codes)) == len(codes)
    for letter in "LCPBE":
        own = [code for code in codes if code.startswith(letter)]
        assert own == sorted(own)
    assert all(re.fullmatch(r"[LCPBE][0-9]{3}", code) for code in codes)


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("L120", "Analysis/Strategy"),
        ("L330", "Depositions"),
        ("L470", "Enforcement"),
        ("L656", "Redaction"),
        ("C300", "Analysis and Advice"),
        ("P260", "Intellectual Property"),
        ("B185", "Assumption/Rejection of Leases and Contracts"),
        ("E101", "Copying"),
        ("E124", "Other"),
    ],
)
def test_titles(code: str, title: str) -> None:
    known = known_code(code)
    assert known is not None
    assert known.title == title
    assert known.words == f"{code} {title}"


def test_only_what_was_inferred_is_not_verified() -> None:
    doubtful = [one.code for one in (*TASKS, *EXPENSES) if not one.verified]
    assert doubtful == ["L619", "L629", "L639", "L659", "L669", "L679", "L689"]


@pytest.mark.parametrize("code", ["L100", "L300", "L610", "P200", "B400", "E100"])
def test_a_phase_is_known_and_refused_on_a_line(code: str) -> None:
    assert known_code(code) is not None
    assert not is_valid_on_line(code)
    parse = parse_expense_code if code == "E100" else parse_task_code
    with pytest.raises(FieldError) as refused:
        parse(code)
    assert refused.value.text.startswith(f"{code} names a whole phase")


@pytest.mark.parametrize("code", ["C100", "P100", "P300", "L690", "L660", "L680"])
def test_a_phase_without_tasks_is_a_task(code: str) -> None:
    assert is_valid_on_line(code)
    assert parse_task_code(code) == code


@pytest.mark.parametrize("code", ["L360", "A103", "E125", "", "l120"])
def test_what_no_set_has_is_not_valid(code: str) -> None:
    assert not is_valid_on_line(code)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("e101", "E101"),
        ("112", "E112"),
        ("E112 Court fees", "E112"),
        ("copy", "E101"),
        ("other", "E124"),
        ("  ", None),
    ],
)
def test_an_expense_code_is_understood(typed: str, code: str | None) -> None:
    assert parse_expense_code(typed) == code


@pytest.mark.parametrize("typed", ["E125", "L120", "out", "x", "１０１"])
def test_what_is_no_single_expense_code_is_refused(typed: str) -> None:
    with pytest.raises(FieldError) as refused:
        parse_expense_code(typed)
    assert refused.value.field == "expense_code"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("l120", "L120"), ("120", "L120"), ("b110", "B110"), ("depositions", "L330"), ("", None)],
)
def test_a_task_code_is_understood(typed: str, code: str | None) -> None:
    assert parse_task_code(typed) == code


def test_every_code_understands_its_own_words() -> None:
    for one in TASKS:
        assert one.is_phase or parse_task_code(one.words) == one.code
    for one in EXPENSES:
        assert one.is_phase or parse_expense_code(one.words) == one.code


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("", (None, None)),
        ("103", ("A103", None)),
        ("l120", (None, "L120")),
        ("A103 L120", ("A103", "L120")),
        ("L120 draft", ("A103", "L120")),
        ("b110 A103 Draft/revise", ("A103", "B110")),
    ],
)
def test_activity_and_task_are_read_from_one_line(
    typed: str, codes: tuple[str | None, str | None]
) -> None:
    assert parse_codes(typed) == codes


@pytest.mark.parametrize(
    ("typed", "field"),
    [("L120 L210", "task"), ("L100", "task"), ("L999", "task"), ("E101", "activity"),
     ("A999 L120", "activity")],
)  # fmt: skip
def test_what_is_no_activity_and_task_is_refused(typed: str, field: str) -> None:
    with pytest.raises(FieldError) as refused:
        parse_codes(typed)
    assert refused.value.field == field
