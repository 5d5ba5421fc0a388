"""A mail as a draft file that the lawyer's own mail program opens, reads over and sends.

What belongs here: the `.eml` file and the words in it. LawDesk sends nothing and never says that
something was sent: the draft has no sender, no date and no message id. What comes from names and
numbers cannot add a header: a line break or control sign in an address, a subject or a file name
is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

from lawdesk.errors import FieldError
from lawdesk.exports.client_texts import client_texts
from lawdesk.exports.fill_text import fill
from lawdesk.translation import _

SIZE_ADVICE_BYTES = 25_000_000
"""Many mail services refuse more than this, the encoding of attachments included."""

_LONGEST_SUBJECT = 200
_LONGEST_FILE_NAME = 120
_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*")


@dataclass(frozen=True, slots=True)
class MailAttachment:
    """A file that goes with the mail, under the name that the client sees."""

    name: str
    content: bytes
    media_type: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class MailDraft:
    """A mail to one address. `to_name` is shown beside it and may be empty."""

    to: str
    subject: str
    body: str
    attachments: tuple[MailAttachment, ...] = ()
    to_name: str = ""


@dataclass(frozen=True, slots=True)
class MailFacts:
    """What a text may mention, each formatted for the client's locale. The names are the gaps."""

    recipient: str
    number: str
    matter: str
    total: str
    due_on: str
    sender: str


@dataclass(frozen=True, slots=True)
class MailTemplate:
    """Texts with gaps such as `{number}`, for `fill`."""

    subject: str
    body: str


def mail_text(
    language: str, facts: MailFacts, template: MailTemplate | None = None
) -> tuple[str, str]:
    """Subject and body in the client's language, or from the lawyer's own template.

    Values are put in as they are, on one line each. Raises FieldError("template") for a gap that
    is not a fact.
    """
    chosen = template or _template(language)
    values = {name: _on_one_line(value) for name, value in asdict(facts).items()}
    return _on_one_line(fill(chosen.subject, values)), fill(chosen.body, values)


def _template(language: str) -> MailTemplate:
    texts: Mapping[str, str] = client_texts("mail", language)
    return MailTemplate(texts["subject"], texts["body"])


def _on_one_line(text: str) -> str:
    spaced = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(spaced.split())


def write_mail_draft(draft: MailDraft) -> bytes:
    """The draft as an `.eml` file with CRLF line ends; the same draft gives the same bytes.

    Raises FieldError: "to", "to_name", "subject" or "file_name".
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["X-Uniform-Type-Identifier"] = "com.apple.mail-draft"
    message["To"] = _recipient(draft)
    message["Subject"] = _header_line("subject", draft.subject, _LONGEST_SUBJECT)
    message.set_content(_body(draft.body), charset="utf-8", cte="quoted-printable")
    for attachment in draft.attachments:
        _attach(message, attachment)
    if draft.attachments:
        message.set_boundary(_boundary(draft))
    return message.as_bytes()


def needs_size_warning(draft_bytes: int) -> bool:
    """Whether a draft file of this many bytes is likely to be refused on its way."""
    return draft_bytes > SIZE_ADVICE_BYTES


def check_address(text: str) -> str:
    """The mail address in `text`, trimmed. Raises FieldError("to") where it is not exactly one.

    Letters outside ASCII are taken in the domain only, as its IDNA form.
    """
    local, at, domain = text.strip().rpartition("@")
    host = _ascii_domain(domain)
    fits = at and len(local) <= 64 and len(host) <= 253 and _LOCAL_PART.fullmatch(local)
    labels = host.split(".")
    if not fits or len(labels) < 2 or not all(_DOMAIN_LABEL.fullmatch(part) for part in labels):
        shown = "".join(sign if sign.isprintable() else "�" for sign in text.strip()[:60])
        raise FieldError("to", _("“{address}” is not a mail address.").format(address=shown))
    return f"{local}@{host}"


def _ascii_domain(domain: str) -> str:
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _recipient(draft: MailDraft) -> Address:
    name = _header_line("to_name", draft.to_name, _LONGEST_SUBJECT)
    return Address(display_name=name, addr_spec=check_address(draft.to))


def _header_line(field: str, text: str, longest: int) -> str:
    """`text` as it may stand in a header: one line of visible signs, not too long."""
    if any(_is_unseen(sign) for sign in text):
        raise FieldError(
            field,
            _("The draft was not written: a line break or invisible sign stands in this text."),
            _("Type the text again instead of pasting it."),
        )
    if len(text) > longest:
        raise FieldError(
            field, _("This text is longer than {longest} signs.").format(longest=longest)
        )
    return text.strip()


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Co"}


def _body(text: str) -> str:
    """The text with plain line ends; control signs other than tabs are dropped."""
    lines = [
        "".join(sign for sign in line if sign == "\t" or not _is_unseen(sign))
        for line in text.splitlines()
    ]
    return "\n".join(lines) + "\n"


def _attach(message: EmailMessage, attachment: MailAttachment) -> None:
    name = _header_line("file_name", attachment.name, _LONGEST_FILE_NAME)
    if not name or set(name) & set('/\\:"'):
        raise FieldError("file_name", _("A file name has no slash, colon or quotation mark."))
    if not _MEDIA_TYPE.fullmatch(attachment.media_type):
        raise FieldError("file_name", _("The kind of this file cannot be written into a mail."))
    maintype, subtype = attachment.media_type.split("/")
    message.add_attachment(attachment.content, maintype=maintype, subtype=subtype, filename=name)


def _boundary(draft: MailDraft) -> str:
    """A boundary that is the same for the same draft and stands in no other line.

    Bodies are quoted-printable and attachments base64, where "=_" cannot occur.
    """
    digest = sha256()
    for part in (draft.to, draft.to_name, draft.subject, draft.body):
        digest.update(sha256(part.encode("utf-8", "surrogatepass")).digest())
    for attachment in draft.attachments:
        digest.update(sha256(attachment.name.encode()).digest())
        digest.update(sha256(attachment.content).digest())
    return f"=_lawdesk_{digest.hexdigest()[:40]}"
