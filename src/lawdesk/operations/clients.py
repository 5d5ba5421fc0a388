"""Taking on clients, changing what is known of them, putting them away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from lawdesk.domain.clients import Client, ClientId, ClientKind, ContactKind, Grouping
from lawdesk.domain.contacts import check_mail
from lawdesk.errors import FieldError, RuleError
from lawdesk.store import audit, clients, matters, practice
from lawdesk.store.database import Transaction
from lawdesk.translation import _

_FIELDS = {
    ContactKind.ADDRESS: "addresses",
    ContactKind.MAIL: "mails",
    ContactKind.PHONE: "phones",
}


def add_client(
    tx: Transaction, name: str, *, kind: ClientKind = ClientKind.PERSON, now: int
) -> ClientId:
    """Take on a client. Raises FieldError for "name"."""
    client_id = clients.insert(
        tx,
        kind=kind,
        name=_checked_name(name),
        language=practice.get(tx).language,
        grouping=Grouping.ENTRY,
        created_at=now,
    )
    audit.insert(tx, now, "add", "client", client_id, "")
    return client_id


def change_client(tx: Transaction, client_id: ClientId, field: str, value: str) -> None:
    """Change one field of a client. Issued invoices keep the name and address they were sent to."""
    if field not in {f.name for f in fields(Client)} - {"id", "archived_at", "created_at"}:
        raise ValueError(field)
    client = clients.get(tx, client_id)
    if field == "kind":
        changed = replace(client, kind=ClientKind(value))
    elif field == "grouping":
        changed = replace(client, grouping=Grouping(value))
    elif field == "name":
        changed = replace(client, name=_checked_name(value))
    elif field == "tax_id":
        changed = replace(client, tax_id=_checked_tax_id(value))
    else:
        texts: dict[str, Any] = {field: _checked_text(field, value)}
        changed = replace(client, **texts)
    clients.set_client(tx, changed)


def _checked_tax_id(value: str) -> str:
    """A VAT id names its country itself; what names none is taken as it looks."""
    from lawdesk.domain.billing.tax_numbers import TaxNumberKind, check_tax_number

    try:
        return check_tax_number("", TaxNumberKind.VAT_ID, value)
    except FieldError as error:
        raise FieldError("tax_id", error.text, error.hint) from error


def set_contacts(
    tx: Transaction, client_id: ClientId, kind: ContactKind, values: Sequence[str]
) -> None:
    """Replace the addresses, mails or phones of a client; the first is the preferred one."""
    kept = [value.strip() for value in values if value.strip()]
    for value in kept:
        if kind is ContactKind.MAIL:
            check_mail(_FIELDS[kind], value)
        if len(value) > 1000:
            raise FieldError(_FIELDS[kind], _("This is too long; the old one was kept."))
    clients.delete_contacts(tx, client_id, kind)
    for position, value in enumerate(kept):
        clients.insert_contact(tx, client_id, kind, "", value, position)


def archive_client(tx: Transaction, client_id: ClientId, *, now: int) -> ClientId:
    """Put a client away; gives its id. Raises RuleError while a matter of theirs is in use."""
    if matters.count(tx, client_id=client_id):
        raise RuleError(
            _("This client has matters that are not archived; nothing was changed."),
            _("Archive the matters first."),
        )
    clients.set_client(tx, replace(clients.get(tx, client_id), archived_at=now))
    audit.insert(tx, now, "archive", "client", client_id, "")
    return client_id


def restore_client(tx: Transaction, client_id: ClientId, *, now: int) -> None:
    """Take a client out of the archive again."""
    clients.set_client(tx, replace(clients.get(tx, client_id), archived_at=None))
    audit.insert(tx, now, "restore", "client", client_id, "")


def _checked_name(name: str) -> str:
    text = name.strip()
    if not text:
        raise FieldError("name", _("A client needs a name; the old one was kept."))
    return _checked_text("name", text)


def _checked_text(field: str, value: str) -> str:
    limit = 300 if field in ("name", "contact_person", "reference", "tax_id") else 20_000
    if len(value) > limit:
        raise FieldError(
            field,
            _("This is longer than {limit} characters; the old text was kept.").format(limit=limit),
        )
    return value.strip()
