"""The papers of the weeks, read back: their figures from the rows, and what is printed on them."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

from demo.weeks_bills import SECOND
from lawdesk.store.database import Reader

_OF_SECOND = f"(SELECT id FROM issued_invoices WHERE number = '{SECOND}')"
_CLIENT = f"(SELECT client_id FROM issued_invoices WHERE number = '{SECOND}')"
_PRINTED = re.compile(r"(?<![\d.,])[−-]?\d+(?:,\d{3})*\.\d{2}(?!\d)")


def _invoice(column: str, where: str = f"id = {_OF_SECOND}") -> str:
    return f"SELECT {column} FROM issued_invoices WHERE {where}"


_NOTE, _CREDIT = "kind = 'interest_note'", "kind = 'credit_note'"
_INTEREST, _FEES = "interest_charges", "fixed_charges"

FIGURES: dict[str, dict[str, str]] = {
    "invoice.pdf": {
        "net_cents": _invoice("net_cents"),
        "tax_cents": _invoice("tax_cents"),
        "total_cents": _invoice("total_cents"),
        "discount_cents": (
            f"SELECT -sum(amount_cents) FROM issued_lines "
            f"WHERE kind = 'discount' AND invoice_id = {_OF_SECOND}"
        ),
        "credit_applied_cents": (
            f"SELECT sum(amount_cents) FROM issued_payments WHERE invoice_id = {_OF_SECOND}"
        ),
        "due_cents": (
            f"SELECT total_cents - (SELECT sum(amount_cents) FROM issued_payments "
            f"WHERE invoice_id = {_OF_SECOND}) FROM issued_invoices WHERE id = {_OF_SECOND}"
        ),
    },
    "reminder.pdf": {
        "asked_cents": f"SELECT sum(asked_cents) FROM reminders WHERE invoice_id = {_OF_SECOND}",
        "fee_cents": f"SELECT sum(fee_cents) FROM reminders WHERE invoice_id = {_OF_SECOND}",
    },
    "dossier.pdf": {"disputed_cents": "SELECT disputed_cents FROM disputes"},
    "credit-note.pdf": {
        "net_cents": _invoice("net_cents", _CREDIT),
        "tax_cents": _invoice("tax_cents", _CREDIT),
        "total_cents": _invoice("total_cents", _CREDIT),
    },
    "interest-note.pdf": {
        "lump_sum_cents": f"SELECT lump_sum_cents FROM {_INTEREST}",
        "fee_cents": f"SELECT fee_cents FROM {_INTEREST}",
        "total_cents": _invoice("total_cents", _NOTE),
    },
    "payment-plan.pdf": {
        "instalment_cents": "SELECT amount_cents FROM instalments ORDER BY position LIMIT 1",
        "plan_cents": "SELECT sum(amount_cents) FROM instalments",
    },
    "closing-statement.pdf": {"fee_cents": f"SELECT amount_cents FROM {_FEES}"},
    "statement.pdf": {
        "balance_cents": f"SELECT sum(amount_cents) FROM account_entries "
        f"WHERE client_id = {_CLIENT}"
    },
    "report-ageing.pdf": {"owed_cents": "SELECT sum(amount_cents) FROM account_entries"},
    "report-ageing.csv": {"owed_cents": "SELECT sum(amount_cents) FROM account_entries"},
    "report-invoiced-and-collected.pdf": {
        "collected_cents": "SELECT sum(amount_cents) FROM payments"
    },
    "report-invoiced-and-collected.csv": {
        "collected_cents": "SELECT sum(amount_cents) FROM payments"
    },
    "policy-sheet.pdf": {},
}
"""The figures of each paper, each with the query that reads it from the practice's rows."""


def papers_of(read: Reader, folder: Path) -> dict[str, dict[str, Any]]:
    """Every paper by its name: its hash, its figures in cents, the amounts printed on it."""
    return {
        name: {
            "sha256": hashlib.sha256((folder / name).read_bytes()).hexdigest(),
            "figures": {figure: read.number(query) for figure, query in queries.items()},
            "printed": printed_on(folder / name),
        }
        for name, queries in FIGURES.items()
    }


def printed_on(paper: Path) -> list[str]:
    """The amounts that stand on a PDF or in a CSV, each once, in their order."""
    words = paper.read_text(encoding="utf-8-sig") if paper.suffix == ".csv" else _text(paper)
    return list(dict.fromkeys(_PRINTED.findall(words)))


def _text(paper: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(paper.read_bytes())
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
