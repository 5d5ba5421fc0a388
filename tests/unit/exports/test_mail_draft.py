"""The draft file: what mail programs find in it, and what cannot get into it."""

import subprocess
import sys
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawdesk.errors import FieldError
from lawdesk.exports.client_texts import LANGUAGES
from lawdesk.exports.mail_draft import (
    MailAttachment,
    MailDraft,
    MailFacts,
    MailTemplate,
    check_address,
    mail_text,
    needs_size_warning,
    write_mail_draft,
)

_FACTS = MailFacts(
    recipient="Müller GmbH",
    number="2026-0042",
    matter="Alvarez ./. Northgate",
    total="1.036,90 EUR",
    due_on="4. Dezember 2026",
    sender="Helen Marsh",
)
_DRAFT = MailDraft(
    to="office@northgate.example",
    to_name="Müller, Jörg",
    subject="Rechnung 2026-0042 · Alvarez ./. Northgate",
    body="Guten Tag,\n\nanbei die Rechnung über 1.036,90 €.\n",
    attachments=(
        MailAttachment("Rechnung für Müller 2026-0042.pdf", b"%PDF-1.3\n\r\x00\xff" * 50),
    ),
)


def _parsed(draft: MailDraft) -> EmailMessage:
    return message_from_bytes(write_mail_draft(draft), policy=SMTP)


def _body(message: EmailMessage) -> str:
    part = message.get_body()
    assert part is not None
    return str(part.get_content())


def test_a_mail_program_finds_everything_again() -> None:
    message = _parsed(_DRAFT)
    assert message["To"].addresses[0].addr_spec == _DRAFT.to
    assert message["To"].addresses[0].display_name == "Müller, Jörg"
    assert message["Subject"] == _DRAFT.subject
    assert _body(message) == _DRAFT.body.replace("\n", "\r\n")
    (attachment,) = message.iter_attachments()
    assert attachment.get_filename() == "Rechnung für Müller 2026-0042.pdf"
    assert attachment.get_content_type() == "application/pdf"
    assert attachment.get_content() == _DRAFT.attachments[0].content


def test_it_is_a_draft_without_sender_and_date() -> None:
    assert _parsed(_DRAFT).keys() == [
        "X-Unsent",
        "X-Uniform-Type-Identifier",
        "To",
        "Subject",
        "MIME-Version",
        "Content-Type",
    ]
    assert _parsed(_DRAFT)["X-Unsent"] == "1"


def test_every_line_ends_with_crlf_and_is_ascii() -> None:
    content = write_mail_draft(_DRAFT)
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert b"filename*=utf-8''Rechnung%20f%C3%BCr%20M%C3%BCller%202026-0042.pdf" in content


@pytest.mark.parametrize(
    "smuggled",
    ["\r\nBcc: thief@evil.example", "\nBcc: thief@evil.example", "\rBcc: x@y.example",
     "\x00", "\x85Bcc: x@y.example", "\u2028Bcc: x@y.example", "\u202egnp.exe"],
)  # fmt: skip
@pytest.mark.parametrize("field", ["to", "to_name", "subject", "file_name"])
def test_no_header_can_be_smuggled_in(field: str, smuggled: str) -> None:
    if field == "file_name":
        attachment = replace(_DRAFT.attachments[0], name="invoice" + smuggled + ".pdf")
        draft = replace(_DRAFT, attachments=(attachment,))
    else:
        draft = {
            "to": replace(_DRAFT, to=f"{_DRAFT.to}{smuggled}x"),
            "to_name": replace(_DRAFT, to_name=_DRAFT.to_name + smuggled),
            "subject": replace(_DRAFT, subject=_DRAFT.subject + smuggled),
        }[field]
    with pytest.raises(FieldError) as refused:
        write_mail_draft(draft)
    assert refused.value.field == field


@settings(deadline=None)
@given(name=st.text(max_size=60), subject=st.text(max_size=120), body=st.text(max_size=200))
def test_any_text_gives_the_same_headers_or_is_refused(name: str, subject: str, body: str) -> None:
    draft = replace(_DRAFT, to_name=name, subject=subject, body=body)
    try:
        message = _parsed(draft)
    except FieldError:
        return
    assert len(message.keys()) == 6
    assert [address.addr_spec for address in message["To"].addresses] == [_DRAFT.to]
    assert "Bcc" not in message
    assert len(list(message.iter_attachments())) == 1


def test_a_body_cannot_end_its_part() -> None:
    boundary = _parsed(_DRAFT).get_boundary()
    draft = replace(_DRAFT, body=f"--{boundary}\nBcc: x@y.example\n\n--{boundary}--\n")
    message = _parsed(draft)
    assert _body(message).splitlines() == draft.body.splitlines()
    assert len(list(message.walk())) == 3


@pytest.mark.parametrize(
    ("typed", "address"),
    [(" a.b+c@d-e.example ", "a.b+c@d-e.example"), ("büro@x.example", None),
     ("info@büro.example", "info@xn--bro-hoa.example"), ("a@b", None),
     ("a@b.example, c@d.example", None), ("A <a@b.example>", None), ("a@b..example", None),
     (".a@b.example", None), ("a b@c.example", None),
     ("", None), ("@b.example", None), ("a@-b.example", None), ("a" * 65 + "@b.example", None)],
)  # fmt: skip
def test_addresses(typed: str, address: str | None) -> None:
    if address is not None:
        assert check_address(typed) == address
        return
    with pytest.raises(FieldError) as refused:
        check_address(typed)
    assert refused.value.field == "to"


@pytest.mark.parametrize("name", ["", "../invoice.pdf", "a\\b.pdf", 'a".pdf', "c:invoice.pdf"])
def test_a_file_name_is_only_a_name(name: str) -> None:
    attachment = replace(_DRAFT.attachments[0], name=name)
    with pytest.raises(FieldError):
        write_mail_draft(replace(_DRAFT, attachments=(attachment,)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_mentions_the_facts(language: str) -> None:
    subject, body = mail_text(language, _FACTS)
    assert "2026-0042" in subject
    for fact in ("2026-0042", "Müller GmbH", "1.036,90 EUR", "4. Dezember 2026", "Helen Marsh"):
        assert fact in body
    assert "{" not in subject + body


def test_values_are_never_read_as_templates() -> None:
    hostile = replace(_FACTS, recipient="{total} %s {{7*7}}\r\nBcc: x@y.example", matter="{sender}")
    subject, body = mail_text("en", hostile)
    assert "{sender}" in subject
    assert "Dear {total} %s {{7*7}} Bcc: x@y.example," in body
    assert len(subject.splitlines()) == 1


def test_an_own_template_with_an_unknown_gap_is_refused() -> None:
    with pytest.raises(FieldError, match="nothing fills"):
        mail_text("en", _FACTS, MailTemplate("Invoice {number}", "Dear {first_name}"))
    template = MailTemplate("{number}", "{__class__} {0} {{number}}")
    with pytest.raises(FieldError):
        mail_text("en", _FACTS, template)


def test_size_advice_starts_above_25_megabytes() -> None:
    big = MailAttachment("big.pdf", bytes(19_000_000))
    assert needs_size_warning(len(write_mail_draft(replace(_DRAFT, attachments=(big,)))))
    assert not needs_size_warning(len(write_mail_draft(_DRAFT)))
    assert not needs_size_warning(25_000_000)


def test_another_process_writes_the_same_bytes() -> None:
    program = (
        "import runpy, sys; from lawdesk.exports.mail_draft import write_mail_draft; "
        "draft = runpy.run_path(sys.argv[1])['_DRAFT']; "
        "sys.stdout.buffer.write(write_mail_draft(draft))"
    )
    written = [
        subprocess.run(
            [sys.executable, "-c", program, __file__],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert written == [write_mail_draft(_DRAFT)] * 2
