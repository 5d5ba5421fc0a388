"""Settings: the practice, billing, this computer, security. Everything saves by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lawdesk.domain.practice import Practice, Theme
from lawdesk.domain.tax import OWN_RATE_CODE
from lawdesk.errors import FieldError
from lawdesk.operations.practice import change_practice
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.kept_parts import KeepsTyping, show_typed_in, typed_in
from lawdesk.ui.page import Page
from lawdesk.ui.pages import practice_choices, settings_values
from lawdesk.ui.pages.settings_security import SecurityPart
from lawdesk.ui.widgets.form import Form
from lawdesk.ui.widgets.page_header import PageHeader
from lawdesk.ui.widgets.tabs import TabPages
from lawdesk.vault.practice_folder import OpenKeys

_FORM_WIDTH = 720


class SettingsPage(Page):
    """Parts under tabs; `idle_words` says what this computer counts as being idle."""

    tables: ClassVar[frozenset[str]] = frozenset({"practice"})

    def __init__(self, desk: Desk, folder: Path, keys: OpenKeys, *, idle_words: str = "") -> None:
        super().__init__(desk)
        self._folder, self._keys, self._idle_words = folder, keys, idle_words
        self._forms: list[Form] = []
        self._keeping: dict[str, KeepsTyping] = {}  # parts with a form that a button saves
        line = _("Changes save by themselves; what was issued never changes.")
        self._tabs = TabPages(_("Settings"))
        self._tabs.add("practice", _("Practice"), lambda: self._part(self._practice_form()))
        self._tabs.add("billing", _("Billing"), lambda: self._part(self._billing_form()))
        self._tabs.add("policy", _("How I bill"), self._policy_part)
        self._tabs.add("rates", _("Rates"), self._rates_part)
        self._tabs.add("snippets", _("Snippets"), self._snippets_part)
        self._tabs.add("letterhead", _("Letterhead"), self._letterhead_part)
        self._tabs.add("templates", _("Letter templates"), self._templates_part)
        self._tabs.add("program", _("This program"), lambda: self._part(self._program_form()))
        self._tabs.add("security", _("Security"), lambda: _scrolled(self._security_part()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(PageHeader(_("Settings"), line))
        layout.addWidget(self._tabs, 1)
        self._tabs.show_part("practice")

    def typed(self) -> dict[str, str]:
        """What stands in the forms of the parts, by their names."""
        return typed_in(self._keeping)

    def show_typed(self, typed: Mapping[str, str]) -> None:
        for name in typed:
            if self._tabs.has_part(name):
                self._tabs.show_part(name)
        show_typed_in(self._keeping, typed)

    def show_part(self, name: str) -> None:
        """Show one part: practice, billing, policy, rates, snippets, letterhead, templates, program
        or security.
        """
        self._tabs.show_part(name)

    def refresh(self) -> None:
        values = self._values()
        for form in self._forms:
            self._show(form, values)

    def _part(self, form: Form) -> QWidget:
        form.committed.connect(lambda name, value: self._on_committed(form, name, value))
        self._forms.append(form)
        self._show(form, self._values())
        return _scrolled(form)

    def _show(self, form: Form, values: Mapping[str, object]) -> None:
        """The rate of a sales tax is asked for only where one is charged."""
        form.show_values(values)
        if form.has_field("sales_tax"):
            form.set_visible("sales_tax", visible=values["tax_regime"] == OWN_RATE_CODE)

    def _values(self) -> dict[str, object]:
        return settings_values.shown(practices.get(self.desk.read))

    def _practice_form(self) -> Form:
        form = Form(columns=2)
        form.add_line("name", _("Your name"))
        form.add_line("title", _("Title"))
        form.add_line("mail", _("E-mail"))
        form.add_line("phone", _("Phone"))
        form.add_text("address", _("Address"), lines=3)
        form.add_line("tax_number", _("Tax number"))
        form.add_line("vat_id", _("VAT id"))
        form.add_line("bank_name", _("Bank"))
        form.add_line("account_holder", _("Account holder"))
        form.add_line("account_number", _("IBAN or account"))
        form.add_line("bank_code", _("BIC or routing number"))
        return form

    def _billing_form(self) -> Form:
        form = Form(columns=2)
        form.add_choice("language", _("Language of invoices"), practice_choices.language_choices())
        form.add_choice("country", _("Country"), practice_choices.country_choices())
        form.add_choice("currency", _("Currency"), practice_choices.currency_choices())
        form.add_choice("locale", _("Numbers and dates"), practice_choices.locale_choices())
        form.add_choice("tax_regime", _("Tax"), practice_choices.tax_choices())
        rate_hint = _(
            "State, county and city together, 0 to 25 %. Drafts follow, issued bills do not."
        )
        form.add_line("sales_tax", _("Sales tax rate"), unit="%", hint=rate_hint)
        form.add_section(_("Numbers"))
        hint = _("{YYYY} is the year, {0000} the counter with its digits.")
        form.add_line("invoice_number_pattern", _("Invoice numbers"), hint=hint)
        form.add_line("credit_note_number_pattern", _("Credit note numbers"), hint=hint)
        form.add_line("interest_note_number_pattern", _("Interest note numbers"), hint=hint)
        form.add_line("matter_number_pattern", _("Matter numbers"), hint=hint)
        return form

    def _program_form(self) -> Form:
        form = Form(columns=2)
        form.add_choice(
            "theme",
            _("Colours"),
            [
                (Theme.SYSTEM.value, _("As the computer")),
                (Theme.LIGHT.value, _("Light")),
                (Theme.DARK.value, _("Dark")),
            ],
        )
        form.add_line("day_goal", _("Hours a day"), unit=_("h"))
        form.add_line(
            "idle_lock_minutes",
            _("Lock when nothing happens for"),
            unit=_("min"),
            hint=_("1 to 120.") + " " + self._idle_words,
        )
        return form

    def _policy_part(self) -> QWidget:
        from lawdesk.ui.pages.billing.policy_part import PolicyPart

        part = PolicyPart(self.desk)
        part.show_practice()
        self._keeping["policy"] = part
        return _scrolled(part)

    def _snippets_part(self) -> QWidget:
        from lawdesk.ui.pages.informed.snippets_part import SnippetsPart

        part = SnippetsPart(self.desk)
        self._keeping["snippets"] = part
        return _scrolled(part)

    def _rates_part(self) -> QWidget:
        from lawdesk.ui.pages.billing.rates_part import RatesPart

        self._keeping["rates"] = part = RatesPart(self.desk)
        part.show_practice()
        return _scrolled(part)

    def _letterhead_part(self) -> QWidget:
        from lawdesk.ui.pages.letters.letterhead_part import LetterheadPart

        return _scrolled(LetterheadPart(self.desk))

    def _templates_part(self) -> QWidget:
        from lawdesk.ui.pages.letters.templates_part import TemplatesPart

        self._keeping["templates"] = part = TemplatesPart(self.desk)
        return _scrolled(part)

    def _security_part(self) -> QWidget:
        country = practices.get(self.desk.read).country
        part = SecurityPart(self.desk, self._folder, self._keys, country)
        part.setMaximumWidth(_FORM_WIDTH)
        return part

    def _on_committed(self, form: Form, name: str, value: object) -> None:
        now = self.desk.clock.now()
        practice = practices.get(self.desk.read)
        try:
            changes: dict[str, Any] = settings_values.changes(name, value)
            changed: Practice = replace(practice, **changes)
            self.desk.transact(change_practice, changed, now=now.at)
        except FieldError as error:
            form.show_error(name, str(error))
        else:
            form.show_saved(name)


def _scrolled(content: QWidget) -> QScrollArea:
    content.setMaximumWidth(_FORM_WIDTH)
    holder = QWidget()
    holder.setProperty("scrolled", "true")
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 12, 0)
    row = QHBoxLayout()  # a column would ask the content how high it is at a width it never gets
    row.addWidget(content, 1)
    row.addStretch(0)
    layout.addLayout(row)
    layout.addStretch(1)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(holder)
    return area
