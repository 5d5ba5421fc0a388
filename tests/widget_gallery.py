"""Every widget of the kit with sample data, for looking at and for tests that walk over all.

Run it to save pictures: `python tests/widget_gallery.py DIR`, with QT_QPA_PLATFORM=offscreen.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.ui import fonts, theme
from lawdesk.ui.main_window import MainWindow
from lawdesk.ui.widgets.badge import Badge, Figure
from lawdesk.ui.widgets.bar_chart import Bar, BarChart
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.choice_box import ChoiceBox, FindBox
from lawdesk.ui.widgets.columns import Column, Editor
from lawdesk.ui.widgets.command_palette import CommandPalette, PaletteItem
from lawdesk.ui.widgets.day_strip import DayStrip, Piece
from lawdesk.ui.widgets.form import Form
from lawdesk.ui.widgets.labels import rule, text_label
from lawdesk.ui.widgets.page_header import PageHeader
from lawdesk.ui.widgets.parked_chips import Parked
from lawdesk.ui.widgets.passphrase_field import PassphraseField
from lawdesk.ui.widgets.pdf_view import PdfView
from lawdesk.ui.widgets.record_list import Record, RecordList
from lawdesk.ui.widgets.row_table import RowTable
from lawdesk.ui.widgets.scrolling import scrolled
from lawdesk.ui.widgets.search_box import SearchBox
from lawdesk.ui.widgets.shortcut_sheet import ShortcutSheet
from lawdesk.ui.widgets.step_frame import StepFrame
from lawdesk.ui.widgets.stretch_question import Stretch
from lawdesk.ui.widgets.tabs import TabPages
from lawdesk.ui.widgets.timer_bar import Running

PAGES = (
    "today",
    "clients",
    "matters",
    "time",
    "invoices",
    "trust",
    "documents",
    "calendar",
    "reports",
)
COUNTS = {"clients": 38, "matters": 52, "invoices": 6, "calendar": 3}


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the sample day."""

    id: int
    time: str
    matter: str
    narrative: str
    worked: str
    billed: str = ""
    amount: str = ""
    kind: str = ""


ENTRIES = [
    Entry(
        1, "7:30–8:03", "Chen lease", "Review landlord's draft amendment", "0:33", "0.6 h", "168.00"
    ),
    Entry(
        2,
        "8:06–8:57",
        "Brandt estate",
        "Call with executor; note on inventory",
        "0:51",
        "0.9 h",
        "252.00",
    ),
    Entry(3, "8:57–9:12", "Not recorded", "", "0:15", kind="gap"),
    Entry(
        4,
        "",
        "Alvarez v. Northgate",
        "Reply brief, section II",
        "0:47",
        "0.8 h",
        "240.00",
        "running",
    ),
]


class SampleTask(QObject):
    """Long work as the message strip sees it."""

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


def day_table() -> RowTable:
    """The table of the Today page."""

    def tone(row: Entry) -> str:
        return "attention" if row.kind == "gap" else "ink"

    def links(row: Entry) -> list[tuple[str, str]]:
        if row.kind != "gap":
            return []
        return [("add", "Add to Brandt estate"), ("leave", "Leave")]

    columns = [
        Column(
            "time",
            "Time",
            lambda row: row.time,
            width=91,
            tone=lambda row: "attention" if row.kind else "quiet",
            badge=lambda row: ("running", "running") if row.kind == "running" else None,
        ),
        Column(
            "matter",
            "Matter",
            lambda row: row.matter,
            width=168,
            tone=tone,
            bold=lambda row: row.kind == "running",
            sortable=True,
        ),
        Column(
            "narrative",
            "What was done",
            lambda row: row.narrative,
            editor=Editor.TEXT,
            editable=lambda row: row.kind != "gap",
            links=links,
        ),
        Column(
            "worked",
            "Worked",
            lambda row: row.worked,
            width=70,
            right=True,
            tone=tone,
            editor=Editor.DURATION,
            editable=lambda row: row.kind != "gap",
        ),
        Column("billed", "Billed", lambda row: row.billed, width=58, right=True, optional=True),
        Column(
            "amount",
            "Amount",
            lambda row: row.amount,
            width=84,
            right=True,
            editor=Editor.MONEY,
            editable=lambda row: row.kind != "gap",
            sortable=True,
        ),
    ]
    table = RowTable("Today's time", columns, fit_rows=8)
    table.set_rows(ENTRIES, key=lambda row: row.id)
    table.set_total({"time": "3 entries", "worked": "2:11", "billed": "2.3 h", "amount": "660.00"})
    table.select(4)
    return table


def today_page() -> QWidget:
    """The Today page of the drawings."""
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(20)
    line = "2.2 of 6.0 hours recorded. 15 minutes from 8:57 belong to nobody yet."
    header = PageHeader("Friday, 20 November", line)
    header.add_button("Time by hand", _nothing, icon="add")
    header.add_button("Month end", _nothing, icon="invoices", primary=True)
    layout.addWidget(header)
    strip = DayStrip()
    strip.show_day(
        [
            Piece(1, 450, 483, "Chen"),
            Piece(2, 486, 537, "Brandt"),
            Piece(3, 537, 552, "", "gap"),
            Piece(4, 552, 599, "Alvarez", "running"),
            Piece(5, 640, 690, "Away", "undecided"),
        ],
        now_minute=599,
    )
    layout.addWidget(strip)
    columns = QHBoxLayout()
    columns.setSpacing(32)
    columns.addLayout(_left_side(), 1)
    columns.addLayout(_week_side())
    layout.addLayout(columns, 1)
    return page


def _left_side() -> QVBoxLayout:
    side = QVBoxLayout()
    side.setSpacing(8)
    side.addWidget(text_label("Today", "section"))
    side.addWidget(day_table())
    side.addSpacing(16)
    side.addWidget(text_label("Next", "section"))
    columns = [
        Column("when", "When", lambda _row: "", width=106, badge=lambda row: (row[1], row[2])),
        Column("matter", "Matter", lambda row: row[3], width=170),
        Column("what", "What", lambda row: row[4]),
        Column(
            "go", "", lambda _row: "", width=130, right=True, links=lambda row: [("go", row[5])]
        ),
    ]
    following = RowTable("What comes next", columns, fit_rows=5, header=False)
    following.set_rows(
        [
            (
                1,
                "Mon 23 Nov",
                "overdue",
                "Alvarez v. Northgate",
                "Reply brief due, Superior Court",
                "Open",
            ),
            (2, "Wed 25 Nov", "attention", "Brandt estate", "Inventory to probate court", "Open"),
            (
                3,
                "31 days quiet",
                "quiet",
                "Okafor v. City",
                "No update to the client since 20 October",
                "Write update",
            ),
        ],
        key=lambda row: row[0],
    )
    side.addWidget(following)
    side.addStretch(1)
    return side


def _week_side() -> QVBoxLayout:
    side = QVBoxLayout()
    side.setSpacing(16)
    side.addWidget(text_label("This week", "section"))
    chart = BarChart("Hours this week")
    days = (("Mo", 52), ("Tu", 64), ("We", 41), ("Th", 69))
    bars = [Bar(day, tenths, f"{tenths // 10}.{tenths % 10}") for day, tenths in days]
    chart.show_bars([*bars, Bar("Fr", 22, "2.2", "running")], target=60, target_words="6.0")
    chart.setFixedWidth(330)
    side.addWidget(chart)
    for first, second in (
        (
            Figure("Unbilled work", "14,382.00", "11 matters, oldest 43 days"),
            Figure("Owed to you", "9,120.50", "2,150.00 overdue, 2 clients", tone="overdue"),
        ),
        (
            Figure("Held in trust", "20,785.00", "reconciled 31 October"),
            Figure("Collected in November", "11,340.00", "7 payments"),
        ),
    ):
        pair = QHBoxLayout()
        pair.addWidget(first)
        pair.addWidget(second)
        side.addLayout(pair)
    side.addStretch(1)
    return side


MATTERS = [
    (1, "Alvarez v. Northgate", "3,120.00", "2026-0112 · Alvarez, Maria", ("running", "running")),
    (2, "Brandt estate", "1,932.00", "2026-0098 · Brandt family", ("open", "quiet")),
    (
        3,
        "Chen lease <b>bold?</b> & a name far too long for its row",
        "604.80",
        "2026-0107 · Chen Foods LLC",
        ("open", "quiet"),
    ),
    (4, "Dubois v. Harbour", "0.00", "2026-0041 · Dubois, Luc", ("waiting", "attention")),
    (5, "Okafor v. City", "2,710.00", "2025-0233 · Okafor, Ade", ("43 days", "overdue")),
]


def matters_page() -> QWidget:
    """List and detail, with a form in the detail."""
    page = QWidget()
    layout = QHBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(32)
    left = QWidget()
    left.setFixedWidth(330)
    side = QVBoxLayout(left)
    side.setContentsMargins(0, 0, 0, 0)
    side.setSpacing(12)
    header = PageHeader("Matters")
    header.add_button("New", _nothing, icon="add")
    side.addWidget(header)
    side.addWidget(SearchBox("Filter 52 matters"))
    records = RecordList("Matters", lambda row: Record(row[1], row[2], row[3], row[4]))
    records.set_rows(MATTERS, key=lambda row: row[0])
    records.set_summary("5 of 52 open matters shown · 8,366.80 unbilled")
    records.select(1)
    side.addWidget(records, 1)
    layout.addWidget(left)
    layout.addWidget(rule(upright=True))
    layout.addWidget(_matter_detail(), 1)
    return page


def _matter_detail() -> QWidget:
    detail = QWidget()
    side = QVBoxLayout(detail)
    side.setContentsMargins(0, 0, 0, 0)
    side.setSpacing(16)
    line = "2026-0112 · Maria Alvarez · Civil litigation · opened 3 March 2026 · 300.00/h"
    header = PageHeader("Alvarez v. Northgate", line)
    header.add_button("Start", _nothing, icon="play")
    header.add_button("Draft invoice", _nothing, primary=True)
    side.addWidget(header)
    tabs = TabPages("Parts of the matter")
    for words in (
        "Timeline",
        "Time",
        "Expenses",
        "Invoices",
        "Trust",
        "Documents",
        "Parties",
        "Deadlines",
        "Messages",
    ):
        tabs.add(words.lower(), words, lambda: scrolled(sample_form(), "Matter"))
    side.addWidget(tabs, 1)
    return detail


def sample_form() -> Form:
    """A form with every kind of field."""
    form = Form(columns=2)
    form.add_section("Client")
    form.add_line("name", "Name", hint="As it stands on the invoice.")
    form.add_choice("country", "Country", [("US", "United States"), ("DE", "Germany")])
    form.add_date("opened_on", "Opened", placeholder="today, fri, 12.3.")
    form.add_money("rate", "Hourly rate", unit="USD/h")
    kinds = [("work", "Work"), ("home", "Home")]
    form.add_repeated("mails", "E-mail", kinds=kinds, placeholder="name@example.org")
    form.add_section("Billing")
    form.add_check("ledes", "Wants LEDES files")
    form.add_check("quiet", "No reminders")
    form.add_text("notes", "Notes", lines=3)
    form.show_values(
        {
            "name": "Maria Alvarez",
            "country": "US",
            "opened_on": "3 March 2026",
            "rate": "300.00.0",
            "mails": [("work", "maria@example.org"), ("home", "m.alvarez@example.net")],
            "ledes": True,
            "notes": "Prefers to be called before a letter is sent.",
        }
    )
    form.show_error("rate", "This is not an amount; write it as 300.00.")
    form.show_saved("name")
    return form


def draft_page() -> QWidget:
    """A table with check cells beside a PDF."""
    page = QWidget()
    layout = QHBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(28)
    side = QVBoxLayout()
    side.setSpacing(16)
    line = "5 entries and 1 expense chosen. No number yet; it is given when you issue."
    side.addWidget(PageHeader("Draft for Alvarez v. Northgate", line))
    side.addLayout(_draft_choices())
    side.addWidget(_draft_table())
    side.addStretch(1)
    layout.addLayout(side, 1)
    right = QVBoxLayout()
    buttons = PageHeader("")
    buttons.add_button("Save draft", _nothing)
    buttons.add_button("Issue invoice…", _nothing, primary=True)
    right.addWidget(buttons)
    pdf = PdfView("Preview of the invoice")
    pdf.setFixedWidth(404)
    pdf.show_pdf(sample_pdf())
    right.addWidget(pdf, 1)
    layout.addLayout(right)
    return page


def _draft_choices() -> QHBoxLayout:
    line = QHBoxLayout()
    line.addWidget(ChoiceBox("Work up to", [(1, "20 Nov 2026")]))
    line.addWidget(ChoiceBox("Group", [(1, "Per entry")]))
    line.addWidget(FindBox("Payer", "Who pays?"))
    return line


def _draft_table() -> RowTable:
    columns = [
        Column("chosen", "", lambda row: "1" if row[1] else "", width=36, editor=Editor.CHECK),
        Column("day", "Date", lambda row: row[2], width=64, tone=lambda _row: "quiet"),
        Column(
            "words",
            "Wording on the invoice",
            lambda row: row[3],
            editor=Editor.TEXT,
            badge=lambda row: row[4],
            tone=lambda row: "ink" if row[1] else "quiet",
        ),
        Column("hours", "Hours", lambda row: row[5], width=60, right=True),
        Column("amount", "Amount", lambda row: row[6], width=90, right=True),
    ]
    table = RowTable("Work on the invoice", columns, fit_rows=8)
    warning = ("second minimum within 6 min", "attention")
    table.set_rows(
        [
            (1, True, "3 Nov", "Review of opposing brief; outline of reply", None, "1.4", "420.00"),
            (
                2,
                True,
                "12 Nov",
                "Prepare for and attend deposition of R. Northgate",
                None,
                "3.4",
                "1,020.00",
            ),
            (3, True, "14 Nov", "Telephone conference with client", warning, "0.3", "90.00"),
            (4, True, "20 Nov", "File organisation", ("no charge", "quiet"), "0.5", "0.00"),
            (5, False, "20 Nov", "Call with clerk", None, "0.1", "30.00"),
        ],
        key=lambda row: row[0],
    )
    table.set_total({"chosen": "Work", "hours": "5.9", "amount": "1,770.00"})
    table.select(2)
    return table


def empty_page() -> QWidget:
    """A list without rows, buttons of every kind, a passphrase."""
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(PageHeader("Trust", "Nothing is held for anybody."))
    table = RowTable("Movements", [Column("what", "What", str)])
    table.set_empty("No money is held in trust yet.", "Record a deposit", _nothing)
    layout.addWidget(table)
    line = QHBoxLayout()
    for kind in ("primary", "secondary", "running", "danger", "link", "pill"):
        line.addWidget(Button(kind.capitalize(), kind=kind))
    line.addWidget(Badge("new", "accent"))
    line.addStretch(1)
    layout.addLayout(line)
    layout.addWidget(PassphraseField("Passphrase"))
    return page


def sample_pdf() -> bytes:
    """Two A4 pages with a few lines each, written by hand."""
    lines = "".join(f"0 -18 Td (Line {n} of the work that was done) Tj " for n in range(1, 25))
    words = f"BT /F 18 Tf 68 740 Td (Invoice 2026-0042) Tj /F 10 Tf 0 -30 Td {lines} ET"
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
    page += " /Resources << /Font << /F 6 0 R >> >> >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
        page,
        page,
        f"<< /Length {len(words)} >>\nstream\n{words}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content = "%PDF-1.4\n"
    places = []
    for number, text in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{text}\nendobj\n"
    start = len(content)
    content += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    content += "".join(f"{place:010} 00000 n \n" for place in places)
    content += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return content.encode("ascii")


FACTORIES: dict[str, Callable[[], QWidget]] = {
    "today": today_page,
    "matters": matters_page,
    "invoices": draft_page,
    "trust": empty_page,
}


def sample_window() -> MainWindow:
    """The whole frame with its sample pages and a running clock."""
    window = MainWindow()
    for name in PAGES:
        window.add_page(name, name.capitalize(), name, FACTORIES.get(name, empty_page))
        window.nav.show_count(name, COUNTS.get(name, 0))
    window.add_page("settings", "Settings", "settings", sample_form, at_foot=True)
    running = Running("0:47:10", "Alvarez v. Northgate", "Reply brief, section II", "A103", "9:12")
    parked = (Parked(1, "0:12", "Brandt estate"), Parked(2, "1:05", "Chen lease"))
    window.timer_bar.show_running(running, parked)
    window.timer_bar.set_phrases(["Reply brief, section III", "Call with client"])
    window.show_practice("Helen Marsh")
    window.messages.say("All changes saved · backup verified today 07:12")
    return window


def sample_palette(window: MainWindow) -> CommandPalette:
    """A palette with a few matters."""
    items = [
        PaletteItem(f"matter.{row[0]}", row[1], _nothing, row[3], "matters") for row in MATTERS
    ]
    return CommandPalette(window, window.actions_registry, lambda _typed: items)


def sample_steps() -> StepFrame:
    """Two steps."""
    frame = StepFrame()
    frame.add_step("name", "Your practice", "It stands on every invoice.", sample_form())
    frame.add_step("words", "A passphrase", "Nobody can replace it.", PassphraseField("Passphrase"))
    frame.offer_leaving("Look around with sample data")
    return frame


def _nothing() -> None:
    """A button of the gallery leads nowhere."""


def _save(widget: QWidget, file: Path, scale: int) -> None:
    picture = QImage(widget.size() * scale, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(scale)
    painter = QPainter(picture)
    widget.render(painter, QPoint())
    painter.end()
    picture.save(str(file))


def _save_pages(
    app: QApplication, folder: Path, name: str, size: tuple[int, int], scale: int
) -> None:
    window = sample_window()
    window.resize(*size)
    window.show()
    for page in FACTORIES:
        window.show_page(page)
        app.processEvents()
        app.processEvents()
        _save(window, folder / f"{name}-{page}.png", scale)
    window.timer_bar.show_idle((Parked(1, "0:12", "Brandt estate"),), since_last="10:24")
    window.timer_bar.ask(Stretch("10:12", "10:52", "40 min"))
    window.show_banner("This is a sample practice; nothing in it is real.", "Leave it", _nothing)
    window.messages.fail(
        "The disk is full. Everything saved before is kept. Make room and try again."
    )
    task = SampleTask()
    window.messages.show_task(task, "Sealing 212 documents")
    task.progressed.emit(132, 212)
    palette = sample_palette(window)
    palette.open_palette()
    app.processEvents()
    _save(window, folder / f"{name}-busy.png", scale)
    window.close()
    sheet = ShortcutSheet(window.actions_registry)
    sheet.show()
    steps = sample_steps()
    steps.resize(*size)
    steps.show()
    app.processEvents()
    _save(sheet, folder / f"{name}-sheet.png", scale)
    _save(steps, folder / f"{name}-steps.png", scale)


def main(folder: Path) -> None:
    """Saves every picture into the folder."""
    app = QApplication([])
    fonts.load_fonts()
    folder.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        theme.apply_theme(app, scheme)
        _save_pages(app, folder, scheme, (1280, 800), 1)
        if not os.environ.get("QUICK"):
            _save_pages(app, folder, f"{scheme}-small", (1024, 700), 1)
    if not os.environ.get("QUICK"):
        theme.apply_theme(app, "light", text_scale=1.25)
        _save_pages(app, folder, "large-text", (1280, 800), 1)
        theme.apply_theme(app, "light", compact=True)
        _save_pages(app, folder, "double", (1280, 800), 2)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
