"""First step of the first run: who the lawyer is, and what the country proposes."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from lawdesk.domain.billing.billing_policy import BillingPolicy
from lawdesk.domain.countries import CountryProposal, proposal_for
from lawdesk.domain.practice import Practice, Theme
from lawdesk.errors import FieldError
from lawdesk.operations.practice import with_checked_numbers
from lawdesk.translation import _
from lawdesk.ui.pages import practice_choices
from lawdesk.ui.widgets.form import Form

_NEEDED = {
    "name": _("Type your name."),
    "address": _("Type your address; invoices need it."),
}

_GAP = 8  # between rows: with every error shown the step still fits a window of 1024 by 700


@dataclass(frozen=True)
class TypedPractice:
    """What the first step gave: the practice but for its id, and the hourly rate in cents."""

    practice: Practice
    cents_per_hour: int
    policy: BillingPolicy


class WhoYouAre(QWidget):
    """One screen: name and address, taxes and bank, and the proposals of the country."""

    returned = Signal()

    def __init__(self, country: str) -> None:
        super().__init__()
        self._proposal = proposal_for(country)
        self._person = _person_form()
        self._terms = _terms_form()
        self._terms.committed.connect(self._on_committed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        for form in (self._person, self._terms):
            _tighten(form)
            layout.addWidget(form)
        self._propose(self._proposal)
        self._terms.show_values({"country": self._proposal.code})

    def read(self, now: int) -> TypedPractice | None:
        """What was typed; None when an error stands under a field. `now` is the UTC second."""
        self._person.clear_errors()
        self._terms.clear_errors()
        values = self._person.values() | self._terms.values()
        typed = {name: str(value) for name, value in values.items()}
        wrong = [name for name in _NEEDED if not typed[name].strip()]
        for name in wrong:
            self._form_of(name).show_error(name, _NEEDED[name])
        try:
            _check_account(typed["account_number"])
            cents = _rate(typed)
            made = with_checked_numbers(_practice(typed, self._proposal, now))
        except FieldError as error:
            self._form_of(error.field).show_error(error.field, error.text)
            wrong.append(error.field)
        if wrong:
            self._form_of(wrong[0]).focus(wrong[0])
            return None
        return TypedPractice(made, cents, _policy(typed, self._proposal))

    def focus_name(self) -> None:
        """Put the cursor into the first field."""
        self._person.focus("name")

    def _form_of(self, name: str) -> Form:
        return self._person if self._person.has_field(name) else self._terms

    def _on_committed(self, name: str, value: object) -> None:
        if name == "country":
            self._propose(proposal_for(str(value)))

    def _propose(self, proposal: CountryProposal) -> None:
        self._proposal = proposal
        self._terms.show_values(
            {
                "currency": proposal.currency,
                "locale": proposal.locale,
                "tax_regime": proposal.tax_regime,
                "rounding": practice_choices.rounding_key(proposal.rounding),
            }
        )


def _person_form() -> Form:
    """Who it is: two columns, so that a mail address fits."""
    form = Form(columns=2)
    form.add_line("name", _("Your name"))
    form.add_line("title", _("Title"), placeholder=_("Attorney at Law"))
    form.add_text("address", _("Address"), lines=2)
    form.add_line("mail", _("E-mail"))
    form.add_line("phone", _("Phone"))
    form.add_line("tax_number", _("Tax number"))
    form.add_line("vat_id", _("VAT id"))
    return form


def _terms_form() -> Form:
    """Where the money goes, and what the country proposes."""
    form = Form(columns=3)
    form.add_line("bank_name", _("Bank"))
    form.add_line("account_number", _("IBAN or account"))
    form.add_line("bank_code", _("BIC or routing number"))
    form.add_choice("country", _("Country"), practice_choices.country_choices())
    form.add_choice("currency", _("Currency"), practice_choices.currency_choices())
    form.add_money("rate", _("Hourly rate"))
    form.add_choice("locale", _("Numbers and dates"), practice_choices.locale_choices())
    form.add_choice("tax_regime", _("Tax"), practice_choices.tax_choices())
    form.add_choice("rounding", _("Rounding of time"), practice_choices.rounding_choices())
    return form


def _tighten(form: Form) -> None:
    grid = form.layout()
    if isinstance(grid, QGridLayout):
        grid.setVerticalSpacing(_GAP)


def _rate(typed: dict[str, str]) -> int:
    from lawdesk.domain.typed_values import parse_money

    if not typed["rate"].strip():
        raise FieldError("rate", _("Type your hourly rate."))
    try:
        return parse_money(typed["rate"], typed["currency"], typed["locale"])
    except FieldError as error:
        raise FieldError("rate", str(error)) from error


def _check_account(account: str) -> None:
    """An account that looks like an IBAN must be one."""
    from lawdesk.domain.payment_qr import checked_iban

    plain = "".join(account.split())
    if plain[:2].isalpha() and plain[2:4].isdigit():
        try:
            checked_iban(plain)
        except FieldError as error:
            raise FieldError("account_number", error.text) from error


def _policy(typed: dict[str, str], proposal: CountryProposal) -> BillingPolicy:
    rounding = practice_choices.rounding_policy(typed["rounding"], proposal.rounding)
    return replace(proposal.policy, rounding=rounding)


def _practice(typed: dict[str, str], proposal: CountryProposal, now: int) -> Practice:
    return Practice(
        vault_id="",
        is_sample=False,
        name=typed["name"].strip(),
        title=typed["title"].strip(),
        address=typed["address"].strip(),
        mail=typed["mail"].strip(),
        phone=typed["phone"].strip(),
        tax_number=typed["tax_number"].strip(),
        vat_id=typed["vat_id"].strip(),
        bank_name=typed["bank_name"].strip(),
        account_holder=typed["name"].strip(),
        account_number=typed["account_number"].strip(),
        bank_code=typed["bank_code"].strip(),
        country=typed["country"],
        currency=typed["currency"],
        locale=typed["locale"],
        language=proposal.language,
        tax_regime=typed["tax_regime"],
        matter_number_pattern="{YYYY}-{0000}",
        invoice_number_pattern="{YYYY}-{0000}",
        credit_note_number_pattern="CN-{YYYY}-{0000}",
        interest_note_number_pattern="IN-{YYYY}-{0000}",
        day_goal_seconds=6 * 3600,
        idle_lock_minutes=10,
        theme=Theme.SYSTEM,
        created_at=now,
    )
