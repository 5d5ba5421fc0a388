"""Bundle plans: names, sizes, limits."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.bundles import (
    MAX_BUNDLE_BYTES,
    MAX_MAIL_BYTES,
    BundleFile,
    BundlePlan,
    MailSizeAdvice,
    Sender,
    check_plan,
    clean_file_name,
    distinct_file_names,
    mail_size_advice,
    make_public_id,
    manifest,
)
from lawdesk.errors import RuleError

PLAN = BundlePlan(
    public_id="7K3F",
    number=1,
    on=date(2026, 11, 21),
    language="en",
    locale="en-US",
    sender=Sender("Helen Marsh", "Attorney at Law", "+1 555 010 0199", "helen@marsh.example"),
    client_name="Maria Alvarez",
    matter_title="Alvarez v. Northgate",
)


def paper(name: str, size: int = 3) -> BundleFile:
    return BundleFile(name, "Paper", "application/pdf", size, "0" * 64, source="document-17")


def test_file_name_is_neutral() -> None:
    assert PLAN.file_name == "secure-2026-11-21-7K3F.html"


def test_public_ids_avoid_letters_that_look_alike() -> None:
    made = {make_public_id() for _round in range(500)}
    assert len(made) > 490
    assert not set("".join(made)) & set("ILOUilou")
    for public_id in made:
        check_plan(replace(PLAN, public_id=public_id))


@pytest.mark.parametrize("public_id", ["", "7K3", "7k3f", "7K3L", "../A", "A" * 13])
def test_other_short_names_are_refused(public_id: str) -> None:
    with pytest.raises(RuleError):
        check_plan(replace(PLAN, public_id=public_id))


@pytest.mark.parametrize(
    ("size", "advice"),
    [
        (0, MailSizeAdvice.FITS),
        (MAX_MAIL_BYTES, MailSizeAdvice.FITS),
        (MAX_MAIL_BYTES + 1, MailSizeAdvice.LARGE),
        (MAX_BUNDLE_BYTES, MailSizeAdvice.LARGE),
        (MAX_BUNDLE_BYTES + 1, MailSizeAdvice.TOO_LARGE),
    ],
)
def test_advice_about_size(size: int, advice: MailSizeAdvice) -> None:
    assert mail_size_advice(size) is advice


def test_too_large_a_bundle_is_refused() -> None:
    half = MAX_BUNDLE_BYTES // 2
    check_plan(replace(PLAN, files=(paper("a.pdf", half), paper("b.pdf", half))))
    with pytest.raises(RuleError, match="over 100 MB"):
        check_plan(replace(PLAN, files=(paper("a.pdf", half), paper("b.pdf", half + 1))))


def test_too_many_papers_are_refused() -> None:
    with pytest.raises(RuleError, match="at most 500"):
        check_plan(replace(PLAN, files=tuple(paper(f"{i}.pdf") for i in range(501))))


@pytest.mark.parametrize(
    "names", [("a.pdf", "A.PDF"), ("a/b.pdf",), ("nul",), ("",), ("a\u202efdp.exe",)]
)
def test_names_no_computer_can_save_are_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(RuleError, match="file name"):
        check_plan(replace(PLAN, files=tuple(paper(name) for name in names)))


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("Invoice 2026-0042.pdf", "Invoice 2026-0042.pdf"),
        ("Übersicht – März.pdf", "Übersicht – März.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\x.pdf", "C__x.pdf"),
        ("NUL.txt", "_NUL.txt"),
        ("com1", "_com1"),
        ("-rf.pdf", "_-rf.pdf"),
        ("trailing. . ", "trailing"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("line\nbreak\x00.pdf", "linebreak.pdf"),
        ('"><img src=x onerror=alert(1)>', "___img src=x onerror=alert(1)_"),
        ("", "paper"),
        ("...", "paper"),
    ],
)
def test_cleaning_a_name(name: str, clean: str) -> None:
    assert clean_file_name(name) == clean


def test_long_names_keep_their_ending() -> None:
    cleaned = clean_file_name("ü" * 200 + ".pdf")
    assert cleaned.endswith("ü.pdf")
    assert len(cleaned.encode()) <= 120


@given(st.lists(st.text(max_size=150), max_size=12))
def test_names_come_out_distinct_and_stay_so(names: list[str]) -> None:
    distinct = distinct_file_names(names)
    assert len({name.casefold() for name in distinct}) == len(names)
    assert not any(sign in name for name in distinct for sign in '/\\:*?"<>|\n\x00')


def test_same_names_are_counted() -> None:
    assert distinct_file_names(["a.pdf", "A.pdf", "a.pdf"]) == (
        "a.pdf",
        "A (2).pdf",
        "a (3).pdf",
    )


def test_manifest_keeps_the_source_in_the_office() -> None:
    told = manifest(replace(PLAN, files=(paper("a.pdf"),)))
    assert "document-17" not in str(told)
    assert told["files"][0]["name"] == "a.pdf"
    assert told["since_on"] is None
