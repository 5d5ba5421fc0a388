"""The lines of a SEPA payment code, and what a bank would refuse."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawdesk.domain.payment_qr import checked_iban, sepa_payment_text
from lawdesk.errors import FieldError

_IBAN = "DE89370400440532013000"


def _text(**changes: Any) -> str:
    fields: dict[str, Any] = {
        "name": "Helen Marsh",
        "iban": _IBAN,
        "amount_cents": 103690,
        "remittance": "2026-42",
    }
    return sepa_payment_text(**(fields | changes))


def test_the_lines_stand_in_the_order_of_the_guideline() -> None:
    assert _text(bic="COBADEFFXXX").split("\n") == [
        "BCD", "002", "1", "SCT", "COBADEFFXXX", "Helen Marsh", _IBAN, "EUR1036.90", "", "",
        "2026-42",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount_cents": 0}, "amount"),
        ({"amount_cents": -1}, "amount"),
        ({"amount_cents": 100_000_000_000}, "amount"),
        ({"iban": "DE89370400440532013001"}, "iban"),
        ({"iban": "DE8937040044053201300"}, "iban"),
        ({"iban": "not an iban"}, "iban"),
        ({"iban": "DE８９370400440532013000"}, "iban"),
        ({"bic": "COBA"}, "bic"),
        ({"name": " \n"}, "name"),
        ({"name": "Helen\u202eMarsh"}, "name"),
    ],
)
def test_what_a_bank_would_refuse_is_refused(changes: dict[str, object], field: str) -> None:
    with pytest.raises(FieldError) as refused:
        _text(**changes)
    assert refused.value.field == field


def test_line_breaks_cannot_add_fields() -> None:
    text = _text(name="Helen\nMarsh", remittance="2026\r\n42")
    assert len(text.split("\n")) == 11
    assert text.endswith("2026 42")


@pytest.mark.parametrize(
    "iban",
    ["GB82 WEST 1234 5698 7654 32", "fr14 2004 1010 0505 0001 3M02 606", "NL91ABNA0417164300"],
)
def test_known_ibans_pass(iban: str) -> None:
    assert checked_iban(iban) == "".join(iban.split()).upper()


@settings(deadline=None)
@given(at=st.integers(0, 21), other=st.sampled_from("0123456789"))
def test_one_wrong_digit_never_passes(at: int, other: str) -> None:
    changed = _IBAN[:at] + other + _IBAN[at + 1 :]
    if changed != _IBAN:
        with pytest.raises(FieldError):
            checked_iban(changed)


@settings(deadline=None)
@given(name=st.text(min_size=1, max_size=300), remittance=st.text(max_size=300))
def test_a_code_never_outgrows_its_limit(name: str, remittance: str) -> None:
    try:
        text = _text(name=name, remittance=remittance)
    except FieldError:
        return
    assert len(text.encode()) <= 331
    assert len(text.split("\n")) == 11
