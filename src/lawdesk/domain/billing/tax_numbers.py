"""Tax numbers: the compact form in which one is kept, refused where its check digits do not fit.

What belongs here: which kinds of number a country has. The arithmetic is python-stdnum's, loaded
when a number is first checked. A number that passes is well formed; whether it was given to
anybody, only the tax office knows.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from importlib import import_module
from types import ModuleType

from lawdesk.errors import FieldError
from lawdesk.translation import _


class TaxNumberKind(StrEnum):
    """What a number is for."""

    VAT_ID = "vat_id"
    """Printed on invoices: EU VAT id, GB VAT, CH UID, NO MVA, AU ABN, NZ IRD, CA BN."""
    TAX_NUMBER = "tax_number"
    """What the tax office knows a person or firm by: Steuernummer, NIF, EIN, SIREN and the like."""


# XI is Northern Ireland; Greece writes EL.
_MEMBERS = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI",
})  # fmt: skip
_VAT_ELSEWHERE = {
    "GB": ("gb.vat",),
    "CH": ("ch.vat", "ch.uid"),
    "NO": ("no.mva", "no.orgnr"),
    "AU": ("au.abn",),
    "NZ": ("nz.ird",),
    "CA": ("ca.bn",),
}
_TAX_NUMBERS = {
    "AT": ("at.tin",),
    "AU": ("au.abn", "au.tfn"),
    "BE": ("be.nn", "be.vat"),
    "BG": ("bg.egn", "bg.vat"),
    "CA": ("ca.bn", "ca.sin"),
    "CH": ("ch.uid", "ch.ssn"),
    "CZ": ("cz.dic",),
    "DE": ("de.stnr", "de.idnr"),
    "DK": ("dk.cvr", "dk.cpr"),
    "EE": ("ee.ik", "ee.registrikood"),
    "ES": ("es.nif",),
    "FI": ("fi.ytunnus", "fi.hetu"),
    "FR": ("fr.siren", "fr.siret", "fr.nif"),
    "GB": ("gb.utr",),
    "GR": ("gr.vat",),
    "HR": ("hr.oib",),
    "HU": ("hu.anum",),
    "IE": ("ie.pps", "ie.vat"),
    "IT": ("it.iva", "it.codicefiscale"),
    "JP": ("jp.cn",),
    "LT": ("lt.pvm", "lt.asmens"),
    "LV": ("lv.pvn",),
    "NL": ("nl.bsn",),
    "NO": ("no.orgnr", "no.fodselsnummer"),
    "NZ": ("nz.ird",),
    "PL": ("pl.nip", "pl.pesel"),
    "PT": ("pt.nif",),
    "RO": ("ro.cui", "ro.cnp"),
    "SE": ("se.orgnr", "se.personnummer"),
    "SI": ("si.ddv",),
    "SK": ("sk.dph", "sk.rc"),
    "US": ("us.ein", "us.ssn", "us.itin"),
}
_UNCHECKED = re.compile(r"[A-Z0-9][A-Z0-9 ./*+&-]{2,39}")
_MOST_SIGNS = 40


def check_tax_number(country: str, kind: TaxNumberKind, text: str) -> str:
    """The compact normal form of a typed number; empty stays empty.

    `country` is where it was given out (ISO 3166). A VAT id that names a country itself goes by
    that one, so a client's id needs none. Where neither tells of check digits, whatever looks like
    a number is taken. Raises FieldError(kind).
    """
    typed = " ".join(text.split())
    if not typed:
        return ""
    if len(typed) > _MOST_SIGNS or not (typed.isascii() and typed.isprintable()):
        raise _refused(kind, typed, _("it has signs that no tax number has, or too many."))
    if kind is TaxNumberKind.VAT_ID:
        return _vat_id(country.upper(), typed.upper())
    return _checked(kind, typed, _TAX_NUMBERS.get(country.upper(), ()))


def _vat_id(country: str, typed: str) -> str:
    named = _named_country(typed) or country
    if named in _MEMBERS:
        prefix = "EL" if named == "GR" else named
        full = prefix + (typed[2:] if _named_country(typed) else typed)
        return prefix + _checked(TaxNumberKind.VAT_ID, full, ("eu.vat",)).removeprefix(prefix)
    number = _checked(TaxNumberKind.VAT_ID, typed, _VAT_ELSEWHERE.get(named, ()))
    if named == "GB":
        return f"GB{number}"
    return number.removesuffix("MVA") + "MVA" if named == "NO" else number


def _named_country(typed: str) -> str:
    """The country that a VAT id begins with; empty where it begins with none."""
    start = typed[:2]
    if start == "EL":
        return "GR"
    if typed.startswith("CHE"):
        return "CH"
    return start if start in _MEMBERS | {"GB"} or typed.startswith("NO ") else ""


def _checked(kind: TaxNumberKind, typed: str, rules: tuple[str, ...]) -> str:
    """The compact form by the first rule that accepts it. Raises FieldError(kind)."""
    if not rules:
        return _unchecked(kind, typed)
    complaints = []
    for rule in rules:
        module = _rule(rule)
        try:
            return str(module.validate(typed.replace(" ", "")))
        except ValueError as complaint:  # the base of stdnum's own errors
            complaints.append(type(complaint).__name__)
    raise _refused(kind, typed, _reason(complaints))


def _unchecked(kind: TaxNumberKind, typed: str) -> str:
    if not _UNCHECKED.fullmatch(typed.upper()):
        raise _refused(kind, typed, _("it has signs that no tax number has."))
    return typed.upper()


def _reason(complaints: list[str]) -> str:
    # The rule that came furthest is the one that the number was meant for.
    if "InvalidChecksum" in complaints:
        return _("its check digit does not fit, so a digit is wrong or two are swapped.")
    if "InvalidComponent" in complaints:
        return _("it has a part that no such number has.")
    if "InvalidFormat" in complaints:
        return _("it has signs where none belong, or lacks a part.")
    return _("it is too long or too short.")


def _refused(kind: TaxNumberKind, typed: str, reason: str) -> FieldError:
    sentence = _("“{typed}” cannot be a tax number: {reason}")
    return FieldError(
        kind.value,
        sentence.format(typed=typed[:_MOST_SIGNS], reason=reason),
        _("The old one was kept; compare it with the letter it came in."),
    )


def _rule(name: str) -> ModuleType:
    with _no_network():
        return import_module(f"stdnum.{name}")


@contextmanager
def _no_network() -> Iterator[None]:
    """Lets stdnum be imported without the modules for its look-ups on the network.

    It imports them at its top; LawDesk never calls what uses them, and as a built program it has
    no TLS at all.
    """
    absent = [name for name in ("ssl", "pydoc") if name not in sys.modules]
    sys.modules.update({name: ModuleType(name) for name in absent})
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
