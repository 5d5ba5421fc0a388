"""Recording what was sealed, and planning and recording what goes to a client."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from pyrage import x25519

from lawdesk.domain.bundle_contents import BundleChoice
from lawdesk.domain.bundles import BundleReceipt
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.invoices import InvoiceId, InvoiceTexts
from lawdesk.domain.issued_paper import paper_of
from lawdesk.domain.matters import MatterId
from lawdesk.exports.invoice_pdf import draw_invoice
from lawdesk.operations.bundles.plan import plan_bundle
from lawdesk.operations.bundles.record import record_bundle
from lawdesk.operations.bundles.words import BundleWords
from lawdesk.operations.clients import change_client
from lawdesk.operations.documents import record_document
from lawdesk.operations.drafts import make_draft
from lawdesk.operations.invoices import issue_invoice, record_invoice_pdf
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.store import bundles, documents, invoices, matters
from lawdesk.vault.sealed_documents import SealedDocuments
from practice_room import FRIDAY, PracticeRoom


@pytest.fixture
def sealed(tmp_path: Path) -> SealedDocuments:
    return SealedDocuments(tmp_path / "docs", (str(x25519.Identity.generate()),))


def add_paper(
    room: PracticeRoom, sealed: SealedDocuments, matter: MatterId, name: str, content: bytes
) -> DocumentId:
    return room.do(
        record_document,
        matter,
        name,
        "application/pdf",
        sealed.seal_bytes(content),
        now=room.clock.now(),
    )


def issued(room: PracticeRoom, sealed: SealedDocuments, matter: MatterId) -> InvoiceId:
    now = room.clock.now()
    room.do(add_time_entry, matter, worked_on=FRIDAY, seconds=5400, narrative="Brief", now=now)
    draft = room.do(make_draft, matter, now=now)
    invoice_id = room.do(issue_invoice, draft, InvoiceTexts(), now=now)
    pdf = draw_invoice(paper_of(invoices.get_composed(room.read, invoice_id)))
    room.do(record_invoice_pdf, invoice_id, sealed.seal_bytes(pdf), now=now)
    return invoice_id


def test_the_same_bytes_twice_stay_one_document(
    room: PracticeRoom, sealed: SealedDocuments
) -> None:
    matter = room.add_matter()
    first = add_paper(room, sealed, matter, "brief.pdf", b"content")
    assert add_paper(room, sealed, matter, "copy of brief.pdf", b"content") == first
    assert add_paper(room, sealed, matter, "brief.pdf", b"other") != first
    assert [d.title for d in documents.list_of_matter(room.read, matter)] == ["brief", "brief"]


def test_an_invoice_is_drawn_from_frozen_rows_to_the_same_bytes(
    room: PracticeRoom, sealed: SealedDocuments
) -> None:
    invoice_id = issued(room, sealed, room.add_matter())
    again = draw_invoice(paper_of(invoices.get_composed(room.read, invoice_id)))
    recorded = room.read.values("SELECT sha256 FROM invoice_pdfs WHERE invoice_id = ?", invoice_id)
    assert recorded == [sha256(again).hexdigest()]
    assert invoices.list_without_pdf(room.read) == []


def test_the_pdf_recorded_first_stays(room: PracticeRoom, sealed: SealedDocuments) -> None:
    invoice_id = issued(room, sealed, room.add_matter())
    first = invoices.get_summary(room.read, invoice_id).pdf_document_id
    again = room.do(
        record_invoice_pdf, invoice_id, sealed.seal_bytes(b"%PDF other"), now=room.clock.now()
    )
    assert again == first


def test_the_plan_names_papers_apart_and_bills_in_the_clients_language(
    room: PracticeRoom, sealed: SealedDocuments, tmp_path: Path
) -> None:
    matter = room.add_matter()
    client = matters.get(room.read, matter).client_id
    invoice_id = issued(room, sealed, matter)
    paper = add_paper(room, sealed, matter, "brief.pdf", b"content")
    twin = add_paper(room, sealed, matter, "brief.pdf", b"other content")
    pdf = invoices.get_summary(room.read, invoice_id).pdf_document_id
    assert pdf is not None
    now = room.clock.now()
    choice = BundleChoice(
        client,
        (matter,),
        letter=" Dear Maria ",
        invoice_ids=(invoice_id,),
        document_ids=(paper, twin, DocumentId(pdf)),
    )
    plan = plan_bundle(room.read, choice, BundleWords(paper="Rechnung {number}"), now=now)
    assert [file.name for file in plan.files][:2] == ["brief.pdf", "brief (2).pdf"]
    assert plan.files[2].title == "Rechnung 2026-0001"
    assert all(file.is_new for file in plan.files)
    assert (plan.number, plan.since_on, plan.letter) == (1, None, "Dear Maria")
    assert [(bill.total, bill.file) for bill in plan.invoices] == [("USD\u00a0450.00", 2)]
    receipt = BundleReceipt(tmp_path / plan.file_name, plan.public_id, "0" * 64, 10, plan.files)
    room.do(record_bundle, choice, plan, receipt, now=now)
    again = BundleChoice(client, (matter,), document_ids=(paper,))
    later = plan_bundle(room.read, again, BundleWords(), now=now)
    assert (later.number, later.since_on) == (2, FRIDAY)
    assert not later.files[0].is_new
    kept = bundles.list_of_matter(room.read, matter)[0]
    assert (kept.public_id, kept.number, kept.made_on) == (plan.public_id, 1, FRIDAY)


def test_a_bundle_without_invoices_writes_days_as_its_reader_does(
    room: PracticeRoom, sealed: SealedDocuments
) -> None:
    client = room.add_client()
    room.do(change_client, client, "language", "de")
    matter = room.add_matter(client=client)
    paper = add_paper(room, sealed, matter, "brief.pdf", b"content")
    choice = BundleChoice(client, (matter,), document_ids=(paper,))
    plan = plan_bundle(room.read, choice, BundleWords(), now=room.clock.now())
    assert (plan.language, plan.locale) == ("de", "de-DE")
