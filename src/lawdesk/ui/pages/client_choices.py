"""Clients and their fixed choices as boxes offer them."""

from collections import Counter
from collections.abc import Sequence

from lawdesk.domain.clients import ClientId, ClientKind, ClientName, Grouping
from lawdesk.translation import _
from lawdesk.ui.widgets.choice_box import Choice


def client_choices(names: Sequence[ClientName]) -> list[tuple[ClientId, str]]:
    """Every client with words that are never the same for two of them."""
    often = Counter(client.name for client in names)
    seen: Counter[str] = Counter()
    choices = []
    for client in names:
        seen[client.name] += 1
        alike = often[client.name] > 1
        mark = client.reference or f"{seen[client.name]}"
        words = f"{client.name} ({mark})" if alike else client.name
        choices.append((client.id, words))
    return choices


def kind_choices() -> list[Choice]:
    """What a client can be."""
    return [(ClientKind.PERSON, _("Person")), (ClientKind.ORGANISATION, _("Organisation"))]


def grouping_choices() -> list[Choice]:
    """How work can be listed on an invoice."""
    return [
        (Grouping.ENTRY, _("Per entry")),
        (Grouping.DAY, _("Per day")),
        (Grouping.RATE, _("One line per rate")),
    ]


def kind_words(kind: ClientKind) -> str:
    """What a client is."""
    return dict(kind_choices())[kind]
