"""Opening a thing by its kind leads to the page and the part where it is worked on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lawdesk.domain.bundle_contents import BundleChoice
from lawdesk.domain.bundles import BundleReceipt
from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId
from lawdesk.exports.reply_keys import make_reply_key
from lawdesk.operations.bundles.plan import plan_bundle
from lawdesk.operations.bundles.record import record_bundle
from lawdesk.operations.bundles.words import BundleWords
from lawdesk.operations.clients import add_client
from lawdesk.operations.matters import open_matter
from lawdesk.ui.office import Office
from lawdesk.ui.pages.bundles.bundle_log import BundleLog
from lawdesk.ui.pages.matter_timeline import MatterTimeline
from lawdesk.ui.things import Place
from program_room import program_room

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def office(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """The real program, unlocked."""
    with program_room(tmp_path, qtbot, monkeypatch) as made:
        made.make_practice()
        made.begin()
        made.unlock()
        yield made.office


def two_matters(office: Office) -> tuple[ClientId, MatterId, MatterId]:
    """A client with two matters."""
    now = office.desk.clock.now()
    client = office.desk.transact(add_client, "Maria Alvarez", now=now.at)
    titles = ("Alvarez v. Northgate", "The lease")
    first, second = [office.desk.transact(open_matter, client, title, now=now) for title in titles]
    return client, first, second


def record(office: Office, client: ClientId, *matters: MatterId) -> int:
    """A bundle about these matters, as if it had been written."""
    read, now, key = office.desk.read, office.desk.clock.now(), make_reply_key()
    choice = BundleChoice(client, matters, letter="Here is what happened.")
    plan = plan_bundle(read, choice, BundleWords(), reply=key.address, now=now)
    receipt = BundleReceipt(Path(plan.file_name), plan.public_id, "0" * 64, 10, plan.files)
    return office.desk.transact(
        record_bundle, choice, plan, receipt, reply_key=key.private, now=now
    )


def shown_log(office: Office) -> BundleLog:
    """The one log of bundles on the screen."""
    (log,) = [each for each in office.window.findChildren(BundleLog) if each.isVisible()]
    return log


def test_a_bundle_in_the_timeline_leads_to_what_was_written(office: Office) -> None:
    client, matter, _other = two_matters(office)
    bundle = record(office, client, matter)
    record(office, client, matter)
    office.open_thing("matter", matter)
    (timeline,) = office.window.findChildren(MatterTimeline)
    row = next(row for row in timeline.table.model.rows if row.key.id == bundle)
    assert row.key.kind == "bundle"
    timeline.table.opened.emit(row.key)
    assert office.place() == Place("matters", matter)
    assert shown_log(office).table.selected() == bundle


def test_a_bundle_is_shown_in_the_matter_that_is_open(office: Office) -> None:
    client, first, second = two_matters(office)
    bundle = record(office, client, first, second)
    office.open_thing("matter", second)
    office.open_thing("written bundle", bundle)
    assert office.place() == Place("matters", second)
    office.show_place(Place("today"))
    office.open_thing("written bundle", bundle)
    assert office.place() == Place("matters", first)


def test_a_bundle_is_shown_with_the_client_that_is_open(office: Office) -> None:
    client, first, second = two_matters(office)
    bundle = record(office, client, first)
    record(office, client, second)
    office.open_thing("client", client)
    office.open_thing("written bundle", bundle)
    assert office.place() == Place("clients", client)
    assert shown_log(office).table.selected() == bundle
    assert len(shown_log(office).table.model.rows) == 2
