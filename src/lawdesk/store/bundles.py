"""Bundles that were made for clients, and how they reached them.

Words made for one bundle are never stored. What a bundle holds is in `store/bundle_contents`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from lawdesk.domain.bundles import BundleFormat, WordsKind
from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId
from lawdesk.store.database import Reader, Transaction


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle as it was written: which client, which file, which hash.

    `contents` is its manifest as JSON. `reply_key` (32 bytes, a P-256 scalar) and `reply_token`
    open and prove the client's answer; None where no answer can be written.
    """

    id: int
    public_id: str
    client_id: ClientId
    number: int
    format: BundleFormat
    file_name: str
    sha256: str
    size: int
    letter: str
    contents: str
    words_kind: WordsKind
    reply_key: bytes | None
    reply_token: bytes | None
    made_on: date
    made_at: int
    opened_on: date | None
    opened_how: str | None


@dataclass(frozen=True, slots=True)
class BundleDelivery:
    """How a bundle was handed over: the day, the way, to whom, and how the words were told."""

    id: int
    bundle_id: int
    delivered_on: date
    channel: str
    person: str
    words_channel: str
    note: str
    recorded_at: int


@dataclass(frozen=True, slots=True)
class LatestBundle:
    """The number and the story of a client's latest bundle, as a list of clients tells it."""

    client_id: ClientId
    number: int
    made_on: date
    delivered_on: date | None
    opened_on: date | None


_SELECT = f"SELECT {', '.join('b.' + field.name for field in fields(Bundle))} FROM bundles b"
_OF_MATTER = f"{_SELECT} JOIN bundle_matters m ON m.bundle_id = b.id WHERE m.matter_id = ?"
_DELIVERY = (
    "SELECT id, bundle_id, delivered_on, channel, person, words_channel, note, recorded_at "
    "FROM bundle_deliveries"
)


def get(read: Reader, bundle_id: int) -> Bundle:
    """The bundle. Raises NotFound."""
    return read.one(Bundle, f"{_SELECT} WHERE b.id = ?", bundle_id)


def find_by_public_id(read: Reader, public_id: str) -> Bundle | None:
    """The bundle with that short name, which its file and its reply bear."""
    return read.first(Bundle, f"{_SELECT} WHERE b.public_id = ?", public_id)


def list_of_matter(read: Reader, matter_id: MatterId) -> list[Bundle]:
    """Bundles of a matter, the latest first; test bundles belong to no matter."""
    return read.all(Bundle, f"{_OF_MATTER} ORDER BY b.id DESC", matter_id)


def list_of_client(read: Reader, client_id: ClientId) -> list[Bundle]:
    """Every bundle of a client, test bundles too, the latest first."""
    return read.all(Bundle, f"{_SELECT} WHERE b.client_id = ? ORDER BY b.id DESC", client_id)


def list_matters(read: Reader, bundle_id: int) -> list[MatterId]:
    """The matters a bundle is about."""
    return [
        MatterId(number)
        for number in read.values(
            "SELECT matter_id FROM bundle_matters WHERE bundle_id = ? ORDER BY matter_id", bundle_id
        )
    ]


def find_latest(read: Reader, client_id: ClientId) -> Bundle | None:
    """The bundle made last for a client, test bundles left out."""
    return read.first(
        Bundle,
        f"{_SELECT} WHERE b.client_id = ? AND b.number > 0 ORDER BY b.id DESC LIMIT 1",
        client_id,
    )


def list_latest(read: Reader, client_ids: Sequence[ClientId]) -> list[LatestBundle]:
    """The latest bundle of each of these clients who has one."""
    return read.all(
        LatestBundle,
        "SELECT b.client_id, b.number, b.made_on, (SELECT min(d.delivered_on) "
        "FROM bundle_deliveries d WHERE d.bundle_id = b.id) AS delivered_on, b.opened_on "
        "FROM bundles b WHERE b.id IN (SELECT max(id) FROM bundles WHERE number > 0 "
        "AND client_id IN (SELECT value FROM json_each(?)) GROUP BY client_id)",
        json.dumps(list(client_ids)),
    )


def has_public_id(read: Reader, public_id: str) -> bool:
    """Whether a bundle bears that public id."""
    return read.number("SELECT count(*) FROM bundles WHERE public_id = ?", public_id) > 0


def next_number(read: Reader, client_id: ClientId) -> int:
    """The number of the next bundle in the client's series."""
    latest = read.number("SELECT max(number) FROM bundles WHERE client_id = ?", client_id)
    return latest + 1


def insert(tx: Transaction, bundle: Bundle, matter_ids: Sequence[MatterId]) -> int:
    """Record a bundle that was written and verified; the id in it is ignored."""
    names = [field.name for field in fields(Bundle) if field.name != "id"]
    bundle_id = tx.write(
        f"INSERT INTO bundles ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
        *(getattr(bundle, name) for name in names),
    )
    for matter_id in matter_ids:
        tx.write(
            "INSERT INTO bundle_matters (bundle_id, matter_id) VALUES (?, ?)", bundle_id, matter_id
        )
    return bundle_id


def set_opened(tx: Transaction, bundle_id: int, opened_on: date, how: str) -> None:
    """Note that the client has opened a bundle; `how` is known: "told" or "reply"."""
    tx.write(
        "UPDATE bundles SET opened_on = ?, opened_how = ? WHERE id = ?", opened_on, how, bundle_id
    )


def insert_delivery(
    tx: Transaction,
    bundle_id: int,
    delivered_on: date,
    channel: str,
    note: str,
    recorded_at: int,
    *,
    person: str = "",
    words_channel: str = "",
) -> int:
    """Note that a bundle reached the client."""
    return tx.write(
        "INSERT INTO bundle_deliveries (bundle_id, delivered_on, channel, note, recorded_at, "
        "person, words_channel) VALUES (?, ?, ?, ?, ?, ?, ?)",
        bundle_id,
        delivered_on,
        channel,
        note,
        recorded_at,
        person,
        words_channel,
    )


def list_deliveries(read: Reader, bundle_id: int) -> list[BundleDelivery]:
    """How a bundle was handed over, in the order it was noted."""
    return read.all(BundleDelivery, f"{_DELIVERY} WHERE bundle_id = ? ORDER BY id", bundle_id)
