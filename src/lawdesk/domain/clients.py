"""Clients: whom the lawyer works for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

ClientId = NewType("ClientId", int)
ContactId = NewType("ContactId", int)


class ClientKind(StrEnum):
    """A human being, or anything that signs through somebody."""

    PERSON = "person"
    ORGANISATION = "organisation"


class ContactKind(StrEnum):
    """A way to reach a client. The first of each kind is the one invoices and mails use."""

    ADDRESS = "address"
    MAIL = "mail"
    PHONE = "phone"


class Grouping(StrEnum):
    """How work is listed on an invoice."""

    ENTRY = "entry"
    DAY = "day"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Client:
    """A client. `language` is what invoices and bundles are written in (two letters)."""

    id: ClientId
    kind: ClientKind
    name: str
    contact_person: str
    tax_id: str
    language: str
    reference: str
    grouping: Grouping
    invoice_wishes: str
    notes: str
    archived_at: int | None
    created_at: int


@dataclass(frozen=True, slots=True)
class ClientContact:
    """One address (several lines), mail address or phone number of a client."""

    id: ContactId
    client_id: ClientId
    kind: ContactKind
    label: str
    value: str
    position: int


@dataclass(frozen=True, slots=True)
class ClientSummary:
    """A line of the client list."""

    id: ClientId
    name: str
    kind: ClientKind
    open_matters: int
    unbilled_cents: int
    archived_at: int | None


@dataclass(frozen=True, slots=True)
class ClientName:
    """A client in a chooser."""

    id: ClientId
    name: str
    reference: str
