"""The unlocked practice in its window: pages, clock, palette and keys, connected.

What belongs here: who is told of what. Pages are made when they are first shown, and their modules
are imported then, not before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from lawdesk.domain.practice import Practice, Theme
from lawdesk.errors import LawDeskError
from lawdesk.operations.time_entries import take_back
from lawdesk.store import clients, drafted_work, matters, replies, search, timers
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui import theme
from lawdesk.ui.clock_bar import ClockBar
from lawdesk.ui.clock_watch import ClockWatch
from lawdesk.ui.desk import Desk
from lawdesk.ui.document_reading import DocumentReading
from lawdesk.ui.kept_typing import give_typing_back, keep_typing
from lawdesk.ui.main_window import MainWindow
from lawdesk.ui.outside_files import OutsideFiles
from lawdesk.ui.page import Page
from lawdesk.ui.reply_watch import ReplyWatch
from lawdesk.ui.things import Place, Things, marked_page
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.command_palette import CommandPalette, PaletteItem
from lawdesk.ui.widgets.search_box import SearchBox
from lawdesk.vault.open_copies import SweptCopy
from lawdesk.vault.practice_folder import OpenKeys

if TYPE_CHECKING:
    from lawdesk.domain.billing.drafts import DraftId

_COUNTED = frozenset({"clients", "matters", "drafts", "replies"})
_ICONS = {"matter": "matters", "client": "clients", "invoice": "invoices", "document": "documents"}


class Office(QObject):
    """Everything that lives while a practice is open, but for the session itself."""

    lock_asked = Signal()
    own_practice_asked = Signal()
    practice_changed = Signal(object)
    """the `Practice`, after its settings changed"""

    def __init__(
        self,
        desk: Desk,
        folder: Path,
        keys: OpenKeys,
        *,
        watch: ClockWatch | None = None,
        idle_words: str = "",
    ) -> None:
        super().__init__()
        self.desk = desk
        self._folder, self._keys, self._idle_words = folder, keys, idle_words
        self._items: dict[str, int] = {}
        self._given_back: dict[str, dict[str, str]] = {}
        self._practice = practices.get(desk.read)
        self._dressed_in: Theme | None = None
        self.window = MainWindow()
        self.clock_bar = ClockBar(desk, self.window.timer_bar, self, watch=watch)
        self._palette = CommandPalette(self.window, self.window.actions_registry, self._found)
        self._things = Things(desk, self.window, self.place, self.show_place)
        self._reply_watch = ReplyWatch(desk, self)
        self._outside = OutsideFiles.of(desk)
        DocumentReading(desk).start()
        self._add_pages()
        self._add_actions()
        self._connect()
        self._show_practice(self._practice)
        self._show_counts()
        self._show_running()

    def show_place(self, place: Place) -> None:
        """Go to a page, and to the thing on it that was open."""
        is_new = place.page not in self.window.made_pages()
        page = self.window.show_page(place.page, marked_page(place.page))
        if place.item is not None and isinstance(page, Page):
            self._items[place.page] = place.item
            page.show_item(place.item)
            if is_new and self._given_back[place.page]:
                page.show_typed(self._given_back[place.page])  # showing an item closes forms

    @property
    def practice(self) -> Practice:
        """The practice's settings as they are now."""
        return self._practice

    def first_place(self) -> Place:
        """Where a day begins."""
        return Place()

    def place(self) -> Place:
        """Where the lawyer is now, to come back to after a lock."""
        name = self.window.current_page()
        page = self.window.page(name)
        shown = page.shown_item() if isinstance(page, Page) else None
        return Place(name, self._items.get(name) if shown is None else shown)

    def open_thing(self, kind: str, item_id: int) -> None:
        """Show one thing, by its kind as pages name it ("matter", "client", "draft" …)."""
        self._things.open(kind, item_id)

    def commit_edits(self) -> None:
        """Let the field that is being typed in save, before everything is closed."""
        # While its list of phrases is open, Qt keeps from a line that the focus has left.
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        focused = QApplication.focusWidget()
        if focused is not None:
            focused.clearFocus()
        keep_typing(self.desk, self.window.made_pages())
        self._outside.take_back_all()

    def tell_swept(self, swept: Sequence[SweptCopy]) -> None:
        """After an unlock: which plain copies were deleted, and which changes wait."""
        self._outside.adopt(swept)

    def close(self) -> None:
        """Close the window and let go of the desk; the session may be closed then."""
        for dialog in self.window.findChildren(QWidget):
            if dialog.isWindow():
                dialog.close()
        self.desk.close()
        self.window.hide()  # pages hear of it while all of the window is still there
        for part in (self.clock_bar, self.window):
            part.deleteLater()
            QCoreApplication.sendPostedEvents(part, QEvent.Type.DeferredDelete.value)

    def toggle_clock(self) -> None:
        """Stop what runs, or go on with what was clocked last."""
        self.clock_bar.toggle()

    def _add_pages(self) -> None:
        desk, add = self.desk, self._add_page
        add("today", _("Today"), "today", lambda: _today(desk))
        add("clients", _("Clients"), "clients", lambda: _clients(desk))
        add("matters", _("Matters"), "matters", lambda: _matters(desk))
        add("time", _("Time"), "time", lambda: _time(desk))
        add("invoices", _("Invoices"), "invoices", lambda: _invoices(desk))
        add("receivables", _("Receivables"), "money", lambda: _receivables(desk))
        add("reports", _("Reports"), "reports", lambda: _reports(desk))
        add("replies", _("Replies"), "message", lambda: _replies(desk))
        add("draft", _("Draft"), "invoices", lambda: _draft(desk), in_nav=False)
        add("month_end", _("Month end"), "invoices", self._month_end, in_nav=False)
        add("bundle", _("Bundle"), "bundle", lambda: _bundle(desk), in_nav=False)
        add("letter", _("Letter"), "note", lambda: _letter(desk), in_nav=False)
        add("settings", _("Settings"), "settings", self._settings, at_foot=True)

    def _add_page(
        self,
        name: str,
        title: str,
        icon: str,
        make: Callable[[], Page],
        *,
        in_nav: bool = True,
        at_foot: bool = False,
    ) -> None:
        def factory() -> QWidget:
            page = make()
            page.open_asked.connect(self.open_thing)
            self._given_back[name] = give_typing_back(self.desk, name, page)
            return page

        self.window.add_page(name, title, icon, factory, in_nav=in_nav, at_foot=at_foot)

    def _settings(self) -> Page:
        from lawdesk.ui.pages.settings_page import SettingsPage

        return SettingsPage(self.desk, self._folder, self._keys, idle_words=self._idle_words)

    def _month_end(self) -> Page:
        from lawdesk.ui.pages.billing.month_end_page import MonthEndPage

        page = MonthEndPage(self.desk)
        page.review_asked.connect(self._review)
        return page

    def _review(self, draft_ids: list[DraftId]) -> None:
        """Let drafts follow one another in the editor; the page opens the first of them."""
        from lawdesk.ui.pages.draft_editor import DraftEditor

        editor = self.window.page("draft")
        if isinstance(editor, DraftEditor):
            editor.review(draft_ids)

    def _add_actions(self) -> None:
        add = self.window.actions_registry.add
        time, program = _("Time"), _("Program")
        add("clock", _("Start or stop"), self.toggle_clock, shortcut="Ctrl+Space", group=time)
        expense, note = _("Expense in one line"), self.clock_bar.note_expense
        add("expense", expense, note, shortcut="Ctrl+E", group=time)
        add("undo", _("Take back"), self._take_back, shortcut="Ctrl+Z", group=time)
        add("month_end", _("Month end"), self._show_month_end, group=_("Pages"))
        add("bundle", _("Bundle for a client"), self._show_bundle, group=_("Pages"))
        add("new", _("New on this page"), self._make_new, shortcut="Ctrl+N", group=_("Pages"))
        add("filter", _("Filter this list"), self._filter, shortcut="Ctrl+F", group=_("Pages"))
        add("help", _("Help for this page"), self._show_help, shortcut="F1", group=program)
        add("keys", _("All shortcuts"), self._show_keys, shortcut="?", group=program)
        add("quit", _("Quit"), self.window.close, shortcut="Ctrl+Q", group=program)

    def _connect(self) -> None:
        window, desk = self.window, self.desk
        window.lock_asked.connect(self.lock_asked)
        self.clock_bar.running_changed.connect(window.show_running_title)
        window.page_shown.connect(lambda _name: self._leave_keys_to_page())
        window.timer_bar.search_asked.connect(self._palette.open_palette)
        desk.said.connect(lambda sentence, steps: window.messages.say(sentence, *steps))
        desk.failed.connect(window.messages.fail)
        desk.task_started.connect(window.messages.show_task)
        desk.changed.connect(self._on_changed)

    def _on_changed(self, touched: frozenset[str]) -> None:
        if touched & _COUNTED:
            self._show_counts()
        if "practice" in touched:
            self._show_practice(practices.get(self.desk.read))

    def _show_practice(self, practice: Practice) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication) and practice.theme is not self._dressed_in:
            theme.apply_theme(app, practice.theme.value)  # every widget is polished anew
            self._dressed_in = practice.theme
        self._practice = practice
        self.window.show_practice(practice.name)
        if practice.is_sample:
            self.window.show_banner(
                _("Sample practice: nothing here is real."),
                _("Go to my own practice"),
                self.own_practice_asked.emit,
            )
        self.practice_changed.emit(practice)

    def _show_counts(self) -> None:
        nav, read = self.window.nav, self.desk.read
        nav.show_count("clients", clients.count(read))
        nav.show_count("matters", matters.count(read))
        nav.show_count("invoices", drafted_work.count_drafts(read))
        nav.show_count("replies", replies.count_open(read))

    def _show_running(self) -> None:
        running = timers.find_running_clock(self.desk.read)
        if running is None:
            self.window.show_running_title("")
            return
        minutes = running.seconds_at(self.desk.clock.now().at) // 60
        self.window.show_running_title(f"{minutes // 60}:{minutes % 60:02}")

    def _take_back(self) -> None:
        kind = self.desk.do(take_back, now=self.desk.clock.now())
        if kind is not None:
            words = {"stop": _("The clock runs on as if it had not been stopped.")}
            self.desk.say(words.get(kind, _("The entry is back.")))

    def _show_month_end(self) -> None:
        self.show_place(Place("month_end"))

    def _show_bundle(self) -> None:
        """For the matter or the client that is open here; else the page asks for whom."""
        place = self.place()
        items = {"matters": place.item, "clients": -place.item if place.item else None}
        self.show_place(Place("bundle", items.get(place.page)))

    def _make_new(self) -> None:
        button = _new_button(self.window.page(self.window.current_page()))
        if button is not None:
            button.click()

    def _filter(self) -> None:
        """Into the filter of this page; where there is none, everything can be searched."""
        page = self.window.page(self.window.current_page())
        boxes = [box for box in page.findChildren(SearchBox) if box.isVisible()]
        if boxes:
            boxes[0].enter()
        else:
            self._palette.open_palette()

    def _leave_keys_to_page(self) -> None:
        """A page with a Ctrl+N of its own answers it; two answers would cancel each other."""
        page = self.window.page(self.window.current_page())
        own = any(
            shortcut.key() == QKeySequence("Ctrl+N") for shortcut in page.findChildren(QShortcut)
        )
        self.window.actions_registry.get("new").setEnabled(not own)

    def _show_help(self) -> None:
        from lawdesk.ui.help_sheet import HelpSheet

        name = self.window.current_page()
        HelpSheet(name, self.window.page_title(name), self.window).open()

    def _show_keys(self) -> None:
        from lawdesk.ui.widgets.shortcut_sheet import ShortcutSheet

        ShortcutSheet(self.window.actions_registry, self.window).open()

    def _found(self, typed: str) -> list[PaletteItem]:
        if not typed.strip():
            return []
        try:
            found = search.find(self.desk.read, typed)
        except LawDeskError as error:
            self.desk.failed.emit(error)
            return []
        return [self._palette_item(thing) for thing in found]

    def _palette_item(self, thing: search.Found) -> PaletteItem:
        return PaletteItem(
            f"{thing.kind}.{thing.id}",
            thing.name,
            lambda: self.open_thing(thing.kind, thing.id),
            detail=thing.detail,
            icon=_ICONS[thing.kind],
        )


def _new_button(page: QWidget) -> Button | None:
    """The page's button that bears the keys Ctrl N."""
    keys = "Ctrl N"
    return next((b for b in page.findChildren(Button) if b.hint() == keys and b.isEnabled()), None)


def _today(desk: Desk) -> Page:
    from lawdesk.ui.pages.today_page import TodayPage

    return TodayPage(desk)


def _clients(desk: Desk) -> Page:
    from lawdesk.ui.pages.clients_page import ClientsPage

    return ClientsPage(desk)


def _matters(desk: Desk) -> Page:
    from lawdesk.ui.pages.matters_page import MattersPage

    return MattersPage(desk)


def _time(desk: Desk) -> Page:
    from lawdesk.ui.pages.time_page import TimePage

    return TimePage(desk)


def _invoices(desk: Desk) -> Page:
    from lawdesk.ui.pages.invoices_page import InvoicesPage

    return InvoicesPage(desk)


def _receivables(desk: Desk) -> Page:
    from lawdesk.ui.pages.receivables.receivables_page import ReceivablesPage

    return ReceivablesPage(desk)


def _reports(desk: Desk) -> Page:
    from lawdesk.ui.pages.reports.reports_page import ReportsPage

    return ReportsPage(desk)


def _replies(desk: Desk) -> Page:
    from lawdesk.ui.pages.replies.replies_page import RepliesPage

    return RepliesPage(desk)


def _draft(desk: Desk) -> Page:
    from lawdesk.ui.pages.draft_editor import DraftEditor

    return DraftEditor(desk)


def _letter(desk: Desk) -> Page:
    from lawdesk.ui.pages.letters.letter_editor import LetterEditor

    return LetterEditor(desk)


def _bundle(desk: Desk) -> Page:
    from lawdesk.ui.pages.bundles.bundle_editor import BundleEditor

    return BundleEditor(desk)
