"""Templates of letters."""

from __future__ import annotations

from dataclasses import astuple, fields

from lawdesk.domain.letters.letters import LetterTemplate, LetterTemplateId
from lawdesk.store.database import Reader, Transaction

_COLUMNS = ", ".join(field.name for field in fields(LetterTemplate))
_SELECT = f"SELECT {_COLUMNS} FROM letter_templates"
_ORDER = "ORDER BY language, title COLLATE NOCASE, id"


def get(read: Reader, template_id: LetterTemplateId) -> LetterTemplate:
    """The template. Raises NotFound."""
    return read.one(LetterTemplate, f"{_SELECT} WHERE id = ?", template_id)


def list_all(read: Reader, *, with_archived: bool = False) -> list[LetterTemplate]:
    """Every template, by language and title."""
    where = "" if with_archived else "WHERE archived_at IS NULL"
    return read.all(LetterTemplate, f"{_SELECT} {where} {_ORDER}")


def list_for(read: Reader, language: str) -> list[LetterTemplate]:
    """Templates in a language that are in use, by title."""
    return read.all(
        LetterTemplate, f"{_SELECT} WHERE language = ? AND archived_at IS NULL {_ORDER}", language
    )


def has_same(read: Reader, language: str, title: str) -> bool:
    """Whether there is such a template already, archived or not."""
    return bool(
        read.number(
            "SELECT count(*) FROM letter_templates WHERE language = ? AND title = ?",
            language,
            title,
        )
    )


def insert(tx: Transaction, template: LetterTemplate) -> LetterTemplateId:
    """A new template; the id in it is ignored."""
    _, *values = astuple(template)
    marks = ", ".join("?" * len(values))
    columns = _COLUMNS.removeprefix("id, ")
    return LetterTemplateId(
        tx.write(f"INSERT INTO letter_templates ({columns}) VALUES ({marks})", *values)
    )


def set_template(tx: Transaction, template: LetterTemplate) -> None:
    """Replace the template's fields by those given."""
    template_id, *values = astuple(template)
    changes = ", ".join(f"{name} = ?" for name in _COLUMNS.removeprefix("id, ").split(", "))
    tx.write(f"UPDATE letter_templates SET {changes} WHERE id = ?", *values, template_id)
