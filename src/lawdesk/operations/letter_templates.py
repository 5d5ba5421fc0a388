"""The lawyer's templates of letters: adding, changing, putting away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lawdesk.domain.letters.letters import (
    LetterTemplate,
    LetterTemplateId,
    TemplateWords,
    check_template,
)
from lawdesk.store import letter_templates
from lawdesk.store.database import Transaction


def add_template(tx: Transaction, words: TemplateWords, *, now: int) -> LetterTemplateId:
    """Keep a new template. Raises FieldError for "title", "subject" or "text"."""
    check_template(words)
    return letter_templates.insert(tx, _template(LetterTemplateId(0), words, now))


def change_template(
    tx: Transaction, template_id: LetterTemplateId, words: TemplateWords, *, now: int
) -> LetterTemplateId:
    """Word a template anew. Letters written with it stay as they are."""
    check_template(words)
    archived = letter_templates.get(tx, template_id).archived_at
    changed = replace(_template(template_id, words, now), archived_at=archived)
    letter_templates.set_template(tx, changed)
    return template_id


def archive_template(
    tx: Transaction, template_id: LetterTemplateId, *, now: int
) -> LetterTemplateId:
    """Put a template away; gives its id."""
    kept = letter_templates.get(tx, template_id)
    letter_templates.set_template(tx, replace(kept, archived_at=now))
    return template_id


def restore_template(tx: Transaction, template_id: LetterTemplateId) -> None:
    """Take a template out of the archive again."""
    kept = letter_templates.get(tx, template_id)
    letter_templates.set_template(tx, replace(kept, archived_at=None))


def add_starter_templates(tx: Transaction, starters: Iterable[TemplateWords], *, now: int) -> int:
    """Take over templates that come with LawDesk; gives how many were new.

    One that is there already, changed or archived, stays as the lawyer left it.
    """
    new = [
        each for each in starters if not letter_templates.has_same(tx, each.language, each.title)
    ]
    for each in new:
        add_template(tx, each, now=now)
    return len(new)


def _template(template_id: LetterTemplateId, words: TemplateWords, now: int) -> LetterTemplate:
    return LetterTemplate(
        template_id,
        words.kind,
        words.area.strip(),
        words.language,
        words.title.strip(),
        words.subject.strip(),
        words.text.strip("\n"),
        now,
        None,
    )
