"""Invoices for tests: two worked examples, long ones, and hostile ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from lawdesk.domain.invoice_paper import (
    InvoicePaper,
    PaperFacts,
    PaperLine,
    PaperPayment,
    PaperSender,
    PaperSubtotal,
    PaperTax,
)
from lawdesk.domain.money import amount_of_time, share_of
from lawdesk.domain.payment_qr import sepa_payment_text

_PPM_19 = 190_000
_IBAN = "DE89 3704 0044 0532 0130 00"


def german_paper() -> InvoicePaper:
    """2.3 h and 0.7 h at 245.00, copies 35.50 at 19 %, a court fee of 120.00 outside tax."""
    return InvoicePaper(
        number="2026-0042",
        language="de",
        locale="de_DE",
        currency="EUR",
        sender=PaperSender(
            name="Helen Marsh",
            title="Rechtsanwältin",
            address_lines=("Lindenstraße 12", "10969 Berlin"),
            contact_lines=("helen@marsh-law.example · +49 30 5550142",),
            tax_lines=("USt-IdNr. DE123456789",),
        ),
        recipient_lines=(
            "Northgate GmbH", "z. Hd. Buchhaltung", "Hafenstraße 88", "20457 Hamburg",
        ),
        facts=PaperFacts(
            date(2026, 11, 20), date(2026, 12, 4), "2026-0112", "Alvarez ./. Northgate",
            "PO 77-1203", date(2026, 11, 1), date(2026, 11, 20),
        ),
        lines=_german_lines(),
        subtotals=(PaperSubtotal("time", 73500, 30, 360),),
        taxes=(
            PaperTax("S", _PPM_19, 77050, 14640),
            PaperTax("O", 0, 12000, 0),
        ),
        net_cents=89050,
        tax_cents=14640,
        total_cents=103690,
        intro="Für meine Arbeit an der Replik und am Vergleich berechne ich:",
        payment=PaperPayment(
            "Überweisen Sie bitte an Marsh, IBAN DE89 3704 0044 0532 0130 00, Commerzbank, mit "
            "dem Verwendungszweck 2026-0042. Vergleichen Sie die Bankverbindung mit der Karte aus "
            "unserem ersten Gespräch; ich ändere sie nie per E-Mail.",
            sepa_payment_text(
                name="Helen Marsh", iban=_IBAN, amount_cents=103690,
                remittance="2026-0042",
            ),
        ),
        rounding_text="Zeit wird auf die Sekunde erfasst und in Zehntelstunden berechnet, auf das "
        "nächste Zehntel gerundet.",
        question_text="Fragen zu dieser Rechnung? Rufen Sie an oder schreiben Sie innerhalb von 30 "
        "Tagen; einen Teil, den Sie bezweifeln, müssen Sie erst zahlen, wenn wir gesprochen haben.",
    )  # fmt: skip


def _german_lines() -> tuple[PaperLine, ...]:
    def work(day: int, units: int, wording: str) -> PaperLine:
        amount = amount_of_time(units, 360, 24500)
        return PaperLine("time", date(2026, 11, day), wording, amount, units, 360, 24500)

    def at_19(line: PaperLine) -> PaperLine:
        return replace(line, tax_category="S", tax_rate_ppm=_PPM_19)

    fee = "Gerichtskosten, in Ihrem Namen verauslagt"
    return (
        at_19(work(3, 23, "Prüfung der Klageerwiderung, Gliederung der Replik")),
        at_19(work(12, 7, "Telefonat mit der Mandantin über den Vergleichsrahmen")),
        at_19(PaperLine("expense", date(2026, 11, 12), "Kopien, 71 Seiten", 3550)),
        PaperLine("pass_through", date(2026, 11, 13), fee, 12000, tax_category="O"),
    )


def american_paper() -> InvoicePaper:
    """An invoice in US dollars on Letter paper, without tax, with a courtesy line."""

    def work(day: int, units: int, wording: str) -> PaperLine:
        amount = amount_of_time(units, 360, 30000)
        return PaperLine("time", date(2026, 11, day), wording, amount, units, 360, 30000)

    lines = (
        work(3, 14, "Review of opposing brief; outline of reply"),
        work(12, 34, "Prepare for and attend deposition of R. Northgate, including review of "
             "exhibits 4 to 19 and a conference with the court reporter"),
        work(14, 3, "Telephone conference with client on settlement range"),
        work(20, 8, "Reply brief, section II"),
        PaperLine("time", date(2026, 11, 20), "Courtesy: file organisation", 0, 5, 360, 30000,
                  no_charge=True),
        PaperLine("expense", date(2026, 11, 12), "Court reporter, transcript (paid for you)",
                  38000),
    )  # fmt: skip
    return InvoicePaper(
        number="2026-0042",
        language="en",
        locale="en_US",
        currency="USD",
        sender=PaperSender(
            "Helen Marsh", "Attorney at Law", ("412 Court Street, Suite 5", "Sacramento, CA 95814"),
            ("helen@marsh-law.example · +1 916 555 0142",),
        ),
        recipient_lines=(
            "Northgate Holdings LLC", "Attn. Accounts Payable", "88 Harbor Road",
            "Oakland, CA 94607",
        ),
        facts=PaperFacts(
            date(2026, 11, 20), date(2026, 12, 4), "2026-0112", "Alvarez v. Northgate",
            "PO 77-1203", date(2026, 11, 1), date(2026, 11, 20),
        ),
        lines=lines,
        subtotals=(PaperSubtotal("time", 177000, 59, 360),),
        taxes=(),
        net_cents=215000,
        tax_cents=0,
        total_cents=215000,
        intro="For legal work on the reply brief and the deposition of R. Northgate I charge as "
        "follows.",
        payment=PaperPayment(
            "Pay by transfer to First River Bank, account 000123456, routing 121000248, quoting "
            "2026-0042. Check these bank details against the card you received at our first "
            "meeting; I will never change them by mail."
        ),
        rounding_text="Time is recorded to the second and billed in tenths of an hour, rounded to "
        "the nearest tenth.",
        question_text="Questions about this invoice? Call or write within 30 days; you need not "
        "pay a part you question until we have talked.",
        paper_size="LETTER",
        window="US10",
    )  # fmt: skip


def with_lines(paper: InvoicePaper, lines: tuple[PaperLine, ...]) -> InvoicePaper:
    """`paper` with other lines, all in one tax group of 19 %, and figures that add up."""
    taxed = tuple(replace(line, tax_category="S", tax_rate_ppm=_PPM_19) for line in lines)
    net = sum(line.amount_cents for line in taxed)
    tax = share_of(net, _PPM_19)
    times = [line for line in taxed if line.kind == "time"]
    units = sum(line.units or 0 for line in times if not line.no_charge)
    subtotal = PaperSubtotal("time", sum(line.amount_cents for line in times), units, 360)
    code = sepa_payment_text(
        name="Helen Marsh", iban=_IBAN, amount_cents=net + tax, remittance="2026-0042"
    )
    return replace(
        paper,
        payment=replace(paper.payment, qr_text=code) if paper.payment else None,
        lines=taxed,
        subtotals=(subtotal,) if len(times) > 1 else (),
        taxes=(PaperTax("S", _PPM_19, net, tax),),
        net_cents=net,
        tax_cents=tax,
        total_cents=net + tax,
    )


def work_lines(count: int, wording: str = "") -> tuple[PaperLine, ...]:
    """`count` lines of work over consecutive days, every third one with a longer wording."""
    texts = (
        "Durchsicht der Akte",
        "Schriftsatz an das Landgericht, Abschnitt II, mit Anlagen K 4 bis K 19 und einer "
        "Besprechung mit der Sachverständigen über die Tabellen",
        "Telefonat mit der Mandantin",
    )
    return tuple(
        PaperLine(
            "time",
            date(2026, 3, 1) + timedelta(days=at // 3),
            wording or f"{texts[at % 3]} ({at + 1})",
            amount_of_time(at % 40 + 1, 360, 24500),
            at % 40 + 1,
            360,
            24500,
        )
        for at in range(count)
    )


def long_paper(count: int) -> InvoicePaper:
    """The German invoice with `count` lines of work."""
    return with_lines(german_paper(), work_lines(count))


def narrative(length: int) -> str:
    """A German text of exactly `length` characters."""
    sentence = "Prüfung der Verträge vom 3. und 7. Mai, Abgleich mit dem Schriftwechsel; "
    return (sentence * (length // len(sentence) + 1))[:length]


HOSTILE_NAMES = (
    "<script>alert(1)</script>",
    '<img src="file:///etc/passwd"/>',
    "{{7*7}} %s {total} </para>",
    "\u202eBHmG etagtroN\u202c",
    "\N{PILE OF POO}" * 500,
    "a\x00b\x07c\u200bd\ufeffe",
    "שלום مرحبا 你好",
    "X" * 400,
)


def hostile_paper() -> InvoicePaper:
    """Hostile text wherever a client or a stranger could put some."""
    paper = with_lines(
        german_paper(),
        tuple(
            replace(line, wording=name, group_label=name)
            for line, name in zip(work_lines(len(HOSTILE_NAMES)), HOSTILE_NAMES, strict=True)
        ),
    )
    facts = replace(paper.facts, matter_title=HOSTILE_NAMES[7], client_reference=HOSTILE_NAMES[2])
    return replace(
        paper,
        sender=replace(paper.sender, name=HOSTILE_NAMES[1], title=HOSTILE_NAMES[7]),
        recipient_lines=HOSTILE_NAMES,
        facts=facts,
        intro=HOSTILE_NAMES[3],
        rounding_text=HOSTILE_NAMES[4],
    )
