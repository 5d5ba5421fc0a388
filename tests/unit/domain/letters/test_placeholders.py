"""The language of letter templates: fixed names, replaced once, and nothing else ever."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.letters.letter_text import Block, BlockKind, blocks
from lawdesk.domain.letters.placeholders import (
    NAMES,
    Placeholder,
    Text,
    filled,
    gaps,
    gaps_named,
    pieces,
    placeholder_words,
    placeholders,
    unknown_names,
    without_fences,
)

NOT_OURS = [
    "{% include '/etc/passwd' %}",
    "%s and %(name)s",
    "{0} {} {client.name} {client.name!r}",
    "${jndi:ldap://x} $(id) `id`",
    "{{}} {{ }",
    "{{client.name}",
    "{{client\n.name}}",
    "<% x %> {# x #}",
]
UNKNOWN = ["7*7", "client.__class__", "client.name.upper()", "matter", "Client.Name", "ask.", "ask"]


def test_every_name_is_told_in_words() -> None:
    assert set(placeholder_words()) == set(NAMES)
    assert len(set(placeholder_words().values())) == len(NAMES)


def test_names_are_replaced_and_the_rest_stays() -> None:
    values = {"client.name": "Maria Alvarez", "today": "20 November 2026"}
    text = "Dear {{client.name}},\n{{ today }} {{matter.title}} 50 %"
    assert filled(text, values) == "Dear Maria Alvarez,\n20 November 2026 {{matter.title}} 50 %"


@pytest.mark.parametrize("template", NOT_OURS)
def test_what_is_no_placeholder_is_text(template: str) -> None:
    assert filled(template, dict.fromkeys(NAMES, "VALUE")) == template
    assert unknown_names(template) == []


@pytest.mark.parametrize("name", UNKNOWN)
def test_an_unknown_name_is_named_and_never_worked_out(name: str) -> None:
    template = f"a {{{{{name}}}}} b"
    assert filled(template, {name: "VALUE", "client": "VALUE"}) == template
    assert unknown_names(template) == [name]
    assert gaps(template) == [f"{{{{{name}}}}}"]


def test_a_note_to_oneself_is_known_and_never_filled() -> None:
    template = "by {{ask.day of the hearing}}"
    assert unknown_names(template) == []
    assert filled(template, {"ask.day of the hearing": "VALUE"}) == template
    assert gaps(template) == ["{{ask.day of the hearing}}"]


def test_an_empty_value_is_a_gap() -> None:
    assert gaps(filled("{{client.mail}}", {"client.mail": "  "})) == ["{{client.mail}}"]


def test_gaps_are_named_once_and_not_without_end() -> None:
    assert gaps("{{a}} {{b}} {{a}}") == ["{{a}}", "{{b}}"]
    named = gaps_named(" ".join(f"{{{{x{at}}}}}" for at in range(9)))
    assert named.endswith("{{x5}} and 3 more")
    assert gaps_named("nothing") == ""


@pytest.mark.parametrize(
    "value",
    ["{{7*7}}", "{{client.mail}}", "{{{client.mail}}}", "{", "}}", "{{", "{{ask.x}}", "{ {today}}"],
)
def test_a_value_is_never_read_as_a_template(value: str) -> None:
    values = {"client.name": value, "client.mail": "SECRET", "today": "TODAY"}
    for template in ("{{client.name}}", "{{{client.name}}}", "{{client.name}}{client.mail}}"):
        once = filled(template, values)
        assert filled(once, values) == once
        assert "SECRET" not in once
        assert "TODAY" not in once
        assert placeholders(once) == []
        assert without_fences(once) == template.replace("{{client.name}}", value)


@pytest.mark.parametrize("value", ["# Heading", "- item", "  # Heading", "#", "-"])
def test_a_value_makes_no_heading_and_no_list(value: str) -> None:
    text = filled("{{client.name}} is here", {"client.name": value})
    assert [block.kind for block in blocks(text)] == [BlockKind.PARAGRAPH]


def test_an_address_keeps_its_lines() -> None:
    text = filled("{{client.address}}", {"client.address": "1 Main Street\n10115 Berlin"})
    assert text == "1 Main Street\n10115 Berlin"


@given(st.text(alphabet="{}ab.*%# -\n7clientname", max_size=60), st.text(max_size=40))
def test_nothing_is_lost_and_filling_ends(template: str, value: str) -> None:
    parts = list(pieces(template))
    rebuilt = "".join(
        part.text if isinstance(part, Text) else template[part.start : part.end] for part in parts
    )
    assert rebuilt == template
    values = dict.fromkeys(NAMES, value)
    once = filled(template, values)
    assert filled(once, values) == once
    unfilled = [each for each in parts if isinstance(each, Placeholder)]
    if not any(each.name in NAMES for each in unfilled):
        assert once == template


def test_a_text_is_paragraphs_headings_and_lists() -> None:
    text = (
        "Dear Ms A,\nhow are you?\n\n# What I do\nI write.\n- one\n  more of it\n- two\n\n#no\n- "
    )
    assert blocks(text) == [
        Block(BlockKind.PARAGRAPH, ("Dear Ms A,", "how are you?")),
        Block(BlockKind.HEADING, ("What I do",)),
        Block(BlockKind.PARAGRAPH, ("I write.",)),
        Block(BlockKind.ITEM, ("one", "more of it")),
        Block(BlockKind.ITEM, ("two",)),
        Block(BlockKind.PARAGRAPH, ("#no", "-")),
    ]


def test_a_huge_template_is_read_in_no_time() -> None:
    text = "{{" * 50_000 + "client.name" + "}}" * 50_000
    assert len(placeholders(text)) == 1
    assert re.sub(r"\s", "", filled(text, {})) == text
