"""The text inside payment codes that banking programs scan.

What belongs here: the content, not the picture. The SEPA code follows the European Payments
Council's guideline EPC069-12, version 002: lines of fixed meaning, UTF-8, at most 331 bytes,
amounts in euro.
"""

from __future__ import annotations

import re

from lawdesk.errors import FieldError
from lawdesk.translation import _

_LONGEST_PAYLOAD_BYTES = 331
_LONGEST_NAME = 70
_LONGEST_REMITTANCE = 140
_LARGEST_CENTS = 99_999_999_999
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", re.ASCII)
_BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", re.ASCII)
_IBAN_LENGTHS = {
    "AT": 20, "BE": 16, "CH": 21, "CY": 28, "DE": 22, "EE": 20, "ES": 24, "FI": 18, "FR": 27,
    "GB": 22, "GR": 27, "HR": 21, "IE": 22, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21,
    "MT": 31, "NL": 18, "PT": 25, "SI": 19, "SK": 24,
}  # fmt: skip


def sepa_payment_text(
    *, name: str, iban: str, amount_cents: int, remittance: str, bic: str = ""
) -> str:
    """The content of a SEPA credit transfer code over `amount_cents` euro cents.

    `remittance` is the free text that comes back with the payment (the invoice number). Raises
    FieldError with the field that a bank would refuse.
    """
    if not 1 <= amount_cents <= _LARGEST_CENTS:
        raise FieldError(
            "amount", _("A payment code needs an amount between 0.01 and 999999999.99.")
        )
    fields = (
        "BCD",
        "002",
        "1",
        "SCT",
        _checked_bic(bic),
        _one_line("name", name, _LONGEST_NAME),
        checked_iban(iban),
        f"EUR{amount_cents // 100}.{amount_cents % 100:02d}",
        "",
        "",
        _one_line("remittance", remittance, _LONGEST_REMITTANCE),
    )
    text = "\n".join(fields)
    if len(text.encode("utf-8")) > _LONGEST_PAYLOAD_BYTES:
        raise FieldError("remittance", _("Name and reference are too long for a payment code."))
    return text


def sepa_amount_cents(text: str) -> int | None:
    """The euro cents that a SEPA code asks for, None for a text that is no SEPA code."""
    lines = text.split("\n")
    if len(lines) < 8 or lines[0] != "BCD" or not lines[7].startswith("EUR"):
        return None
    return int(lines[7][3:].replace(".", ""))


def checked_iban(iban: str) -> str:
    """The IBAN without spaces, in capitals. Raises FieldError where length or check digits fail."""
    compact = "".join(iban.split()).upper()
    if not _IBAN.fullmatch(compact):
        raise FieldError("iban", _("An IBAN is two letters, two digits and up to 30 more signs."))
    expected = _IBAN_LENGTHS.get(compact[:2], len(compact))
    if len(compact) != expected:
        raise FieldError(
            "iban",
            _("An IBAN from {country} has {expected} signs; this one has {found}.").format(
                country=compact[:2], expected=expected, found=len(compact)
            ),
        )
    if _remainder(compact) != 1:
        raise FieldError("iban", _("The check digits of this IBAN do not fit; look for a slip."))
    return compact


def _remainder(iban: str) -> int:
    moved = iban[4:] + iban[:4]
    return int("".join(str(int(sign, 36)) for sign in moved)) % 97


def _checked_bic(bic: str) -> str:
    compact = bic.strip().upper()
    if compact and not _BIC.fullmatch(compact):
        raise FieldError("bic", _("A BIC has 8 or 11 letters and digits."))
    return compact


def _one_line(field: str, text: str, longest: int) -> str:
    line = " ".join(text.split())
    if not line and field == "name":
        raise FieldError(field, _("A payment code needs the name of the account's owner."))
    if any(not sign.isprintable() for sign in line):
        raise FieldError(field, _("A payment code cannot hold invisible signs."))
    return line[:longest].rstrip()
