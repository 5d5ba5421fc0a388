"""A few words that a client will read on a bill, in the client's language."""

from __future__ import annotations

from lawdesk.domain.matters import MatterId
from lawdesk.store import clients, matters
from lawdesk.store.database import Reader


def words_for_client(read: Reader, matter_id: MatterId, key: str) -> str:
    """The text of that key from the invoice's catalogue, as the matter's client reads it."""
    from lawdesk.exports.client_texts import client_texts

    client = clients.get(read, matters.get(read, matter_id).client_id)
    return client_texts("paper", client.language)[key]
