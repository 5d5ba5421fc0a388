"""A thousand random lives of a practice, each proved after every step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from bills_room import draft, issue, rate, spend, work
from life_stage import LifeDatabase
from practice_life import PracticeLife
from practice_room import make_room

PRACTICES: tuple[dict[str, object], ...] = (
    {},
    {"country": "DE", "currency": "EUR", "locale": "de_DE", "tax_regime": "vat_de"},
    {"currency": "JPY", "tax_regime": "tax_jp"},
    {"currency": "BHD", "tax_regime": "us_sales", "sales_tax_ppm": 62_500},
)
LIVES = settings(
    max_examples=255,
    stateful_step_count=15,
    deadline=None,
    database=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)


@pytest.fixture(params=PRACTICES, ids=["no tax", "VAT", "yen", "dinar"])
def practice(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LifeDatabase]:
    """Two clients with three matters; two invoices are out, and each matter has open work."""
    room = make_room(tmp_path, **request.param)
    one, two = room.add_client("Anna"), room.add_client("Ben")
    matters = [room.add_matter(client=client) for client in (one, one, two)]
    for matter in matters:
        rate(room, matter, 245_37)
        work(room, matter, 8_280)
        work(room, matter, 361)
        spend(room, matter, 10_13)
    for matter in matters[1:]:
        issue(room, draft(room, matter))
        work(room, matter)
    room.database.close()
    opened = LifeDatabase(room.database.path, room.key, room.salt)
    yield opened
    opened.close()


def test_books_are_right_in_every_life(practice: LifeDatabase) -> None:
    lived: list[int] = []
    run_state_machine_as_test(
        lambda: PracticeLife(practice, lambda: lived.append(1)),  # type: ignore[arg-type]
        settings=LIVES,
    )
    assert len(lived) >= 250
