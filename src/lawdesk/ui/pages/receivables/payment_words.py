"""What ways of paying are called, and the choices that forms about money share."""

from __future__ import annotations

from lawdesk.domain.clients import ClientId
from lawdesk.domain.receivables.payments import PaymentMethod
from lawdesk.store import practice
from lawdesk.store.database import Reader
from lawdesk.store.receivables import accounts
from lawdesk.translation import _


def method_words() -> dict[PaymentMethod, str]:
    """The ways of paying, as the lawyer says them."""
    return {
        PaymentMethod.TRANSFER: _("bank transfer"),
        PaymentMethod.CHEQUE: _("cheque"),
        PaymentMethod.CARD: _("card"),
        PaymentMethod.CASH: _("cash"),
        PaymentMethod.DIRECT_DEBIT: _("direct debit"),
        PaymentMethod.TRUST: _("from trust"),
        PaymentMethod.OTHER: _("another way"),
    }


def currencies_of(read: Reader, client_id: ClientId) -> list[str]:
    """The practice's currency, then the others on a client's account."""
    own = practice.get(read).currency
    used = {entry.currency for entry in accounts.list_of_client(read, client_id)}
    return [own, *sorted(used - {own})]
