"""Clients and the ways to reach them."""

from __future__ import annotations

from dataclasses import astuple

from lawdesk.domain.clients import (
    Client,
    ClientContact,
    ClientId,
    ClientKind,
    ClientName,
    ClientSummary,
    ContactId,
    ContactKind,
    Grouping,
)
from lawdesk.store.database import Reader, Transaction
from lawdesk.store.unbilled_work import CENTS, cents_of
from lawdesk.store.words import prefix_query

_SELECT = (
    "SELECT id, kind, name, contact_person, tax_id, language, reference, grouping, "
    "invoice_wishes, notes, archived_at, created_at FROM clients"
)
_SELECT_CONTACT = "SELECT id, client_id, kind, label, value, position FROM client_contacts"
_FILTER = (
    "(?1 OR c.archived_at IS NULL) AND (?2 = '' "
    "OR c.id IN (SELECT rowid FROM client_words WHERE client_words MATCH ?2))"
)
_SELECT_SUMMARY = f"""
SELECT c.id, c.name, c.kind,
    (SELECT count(*) FROM matters m
     WHERE m.client_id = c.id AND m.archived_at IS NULL AND m.status <> 'closed') AS open_matters,
    coalesce((SELECT sum({CENTS}) FROM matters m WHERE m.client_id = c.id), 0) AS unbilled_cents,
    c.archived_at
FROM clients c
WHERE {_FILTER}
  AND (?3 = '' OR (c.name COLLATE NOCASE, c.id) > (?3, ?4))
ORDER BY c.name COLLATE NOCASE, c.id LIMIT ?5
"""


def get(read: Reader, client_id: ClientId) -> Client:
    """The client. Raises NotFound."""
    return read.one(Client, f"{_SELECT} WHERE id = ?", client_id)


def list_summaries(
    read: Reader,
    typed: str = "",
    *,
    with_archived: bool = False,
    after: ClientSummary | None = None,
    limit: int = 200,
) -> list[ClientSummary]:
    """A page of clients by name whose words start with what was typed, after the row `after`."""
    name, last_id = (after.name, after.id) if after else ("", 0)
    query = prefix_query(typed)
    return read.all(ClientSummary, _SELECT_SUMMARY, with_archived, query, name, last_id, limit)


def count(read: Reader, typed: str = "", *, with_archived: bool = False) -> int:
    """How many clients a list with that filter has in all."""
    return read.number(
        f"SELECT count(*) FROM clients c WHERE {_FILTER}", with_archived, prefix_query(typed)
    )


def count_and_unbilled(
    read: Reader, typed: str = "", *, with_archived: bool = False
) -> tuple[int, int]:
    """How many clients a list with that filter has, and the cents of their unbilled work."""
    cents = read.number(
        cents_of(
            "SELECT m.id FROM matters m WHERE m.client_id IN "
            f"(SELECT c.id FROM clients c WHERE {_FILTER})"
        ),
        with_archived,
        prefix_query(typed),
    )
    return count(read, typed, with_archived=with_archived), cents


def list_names(read: Reader) -> list[ClientName]:
    """Every client that is not archived, by name, as a chooser shows it."""
    return read.all(
        ClientName,
        "SELECT id, name, reference FROM clients WHERE archived_at IS NULL "
        "ORDER BY name COLLATE NOCASE, id",
    )


def list_contacts(read: Reader, client_id: ClientId) -> list[ClientContact]:
    """Addresses, mails and phones of a client, the preferred of each kind first."""
    return read.all(
        ClientContact,
        f"{_SELECT_CONTACT} WHERE client_id = ? ORDER BY kind, position, id",
        client_id,
    )


def find_contact(read: Reader, client_id: ClientId, kind: ContactKind) -> ClientContact | None:
    """The preferred contact of a kind."""
    return read.first(
        ClientContact,
        f"{_SELECT_CONTACT} WHERE client_id = ? AND kind = ? ORDER BY position, id LIMIT 1",
        client_id,
        kind,
    )


def list_languages(read: Reader) -> list[str]:
    """The languages that clients are written to in, each once."""
    return read.values("SELECT DISTINCT language FROM clients ORDER BY language")


def insert(
    tx: Transaction,
    *,
    kind: ClientKind,
    name: str,
    language: str,
    grouping: Grouping,
    created_at: int,
) -> ClientId:
    """A new client with everything else still empty."""
    return ClientId(
        tx.write(
            "INSERT INTO clients (kind, name, contact_person, tax_id, language, reference, "
            "grouping, invoice_wishes, notes, archived_at, created_at) "
            "VALUES (?, ?, '', '', ?, '', ?, '', '', NULL, ?)",
            kind,
            name,
            language,
            grouping,
            created_at,
        )
    )


def set_client(tx: Transaction, client: Client) -> None:
    """Replace the client's fields by those given."""
    client_id, *values = astuple(client)
    tx.write(
        "UPDATE clients SET kind = ?, name = ?, contact_person = ?, tax_id = ?, language = ?, "
        "reference = ?, grouping = ?, invoice_wishes = ?, notes = ?, archived_at = ?, "
        "created_at = ? WHERE id = ?",
        *values,
        client_id,
    )


def insert_contact(
    tx: Transaction, client_id: ClientId, kind: ContactKind, label: str, value: str, position: int
) -> ContactId:
    """One more way to reach a client."""
    return ContactId(
        tx.write(
            "INSERT INTO client_contacts (client_id, kind, label, value, position) "
            "VALUES (?, ?, ?, ?, ?)",
            client_id,
            kind,
            label,
            value,
            position,
        )
    )


def delete_contacts(tx: Transaction, client_id: ClientId, kind: ContactKind) -> None:
    """Take away every contact of a kind, before the new list is written."""
    tx.write("DELETE FROM client_contacts WHERE client_id = ? AND kind = ?", client_id, kind)
