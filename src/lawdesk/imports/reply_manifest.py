"""The list of contents inside a reply: strict JSON in, frozen values out.

What belongs here: types, caps, and taking out what no text needs. Every fault is a ReplyRefused.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from lawdesk.domain.replies import (
    MAX_ADDRESS,
    MAX_LINE,
    MAX_LIST,
    MAX_MANIFEST_BYTES,
    MAX_REASON,
    MAX_REPLY_BYTES,
    MAX_REPLY_FILES,
    MAX_TEXT,
    ReplyAnswer,
    ReplyContact,
    ReplyInvoice,
    ReplyRefusal,
    ReplyRefused,
    Verdict,
)

T = TypeVar("T")

_FORMAT = "lawdesk-reply"
_VERSION = 1
_MAX_DEPTH = 8
_MAX_SEQUENCE = 2**53 - 1  # the largest whole number a page can count to
_HEX = re.compile(r"[0-9a-f]{64}", re.ASCII)
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", re.ASCII)
_MEMBERS = frozenset(
    {"format", "version", "bundle", "token", "sequence", "written_at", "message"}
    | {"answers", "invoices", "contact", "files"}
)
# Signs that turn the direction of what follows; no plain text needs them.
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e")


@dataclass(frozen=True, slots=True)
class FileEntry:
    """What the list says of one file; `name` is as the client's computer gave it."""

    name: str
    size: int
    sha256: str
    request: str | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything the list says, not yet held against the content."""

    bundle: str
    token: str
    sequence: int
    written_at: str
    message: str
    answers: tuple[ReplyAnswer, ...]
    invoices: tuple[ReplyInvoice, ...]
    contact: ReplyContact | None
    files: tuple[FileEntry, ...]


def read_manifest(data: bytes) -> Manifest:
    """The list of contents. Raises ReplyRefused."""
    if len(data) > MAX_MANIFEST_BYTES:
        raise ReplyRefused(ReplyRefusal.MANIFEST_TOO_LARGE)
    members = _parsed(data)
    if members.get("format") != _FORMAT:
        _refuse()
    version = _whole(members, "version", 1, 2**31)
    if version > _VERSION:
        raise ReplyRefused(ReplyRefusal.NEWER_MANIFEST)
    if "token" not in members:
        raise ReplyRefused(ReplyRefusal.NO_TOKEN)
    if set(members) != _MEMBERS:
        _refuse()
    return Manifest(
        bundle=_line(members, "bundle"),
        token=_raw(members, "token"),
        sequence=_whole(members, "sequence", 1, _MAX_SEQUENCE),
        written_at=_matching(members, "written_at", _MOMENT),
        message=_text(members, "message", MAX_TEXT),
        answers=_list(members, "answers", _answer, MAX_LIST, ReplyRefusal.TOO_MANY_PARTS),
        invoices=_list(members, "invoices", _invoice, MAX_LIST, ReplyRefusal.TOO_MANY_PARTS),
        contact=_contact(members),
        files=_list(members, "files", _file, MAX_REPLY_FILES, ReplyRefusal.TOO_MANY_FILES),
    )


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise ReplyRefused(ReplyRefusal.BAD_MANIFEST) from error
    if not isinstance(parsed, dict) or _depth(parsed) > _MAX_DEPTH:
        _refuse()
    return parsed


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name appears twice")
    return members


def _depth(value: object) -> int:
    """How deep lists and objects lie in each other, counted without calling itself."""
    deepest, level = 0, [value]
    while level:
        deepest += 1
        inner: list[object] = []
        for each in level:
            if isinstance(each, dict):
                inner.extend(each.values())
            elif isinstance(each, list):
                inner.extend(each)
        level = inner
    return deepest


def _answer(members: dict[str, Any]) -> ReplyAnswer:
    _only(members, "request", "text")
    return ReplyAnswer(_line(members, "request"), _text(members, "text", MAX_TEXT))


def _invoice(members: dict[str, Any]) -> ReplyInvoice:
    _only(members, "number", "verdict", "amount", "reason")
    verdict = _raw(members, "verdict")
    if verdict not in set(Verdict):
        _refuse()
    return ReplyInvoice(
        _line(members, "number"),
        Verdict(verdict),
        _line(members, "amount"),
        _text(members, "reason", MAX_REASON),
    )


def _contact(members: dict[str, Any]) -> ReplyContact | None:
    inner = members["contact"]
    if inner is None:
        return None
    if not isinstance(inner, dict):
        _refuse()
    _only(inner, "confirmed", "address", "mail", "phone")
    if not isinstance(inner["confirmed"], bool):
        _refuse()
    return ReplyContact(
        inner["confirmed"],
        _text(inner, "address", MAX_ADDRESS),
        _line(inner, "mail"),
        _line(inner, "phone"),
    )


def _file(members: dict[str, Any]) -> FileEntry:
    _only(members, "name", "type", "size", "sha256", "request")
    _raw(members, "type")  # what the client's computer believed; never used
    request = members["request"]
    return FileEntry(
        _raw(members, "name"),
        _whole(members, "size", 0, MAX_REPLY_BYTES),
        _matching(members, "sha256", _HEX),
        None if request is None else _line(members, "request"),
    )


def _list(
    members: dict[str, Any],
    name: str,
    read: Callable[[dict[str, Any]], T],
    most: int,
    too_many: ReplyRefusal,
) -> tuple[T, ...]:
    values = members[name]
    if not isinstance(values, list):
        _refuse()
    if len(values) > most:
        raise ReplyRefused(too_many)
    if not all(isinstance(value, dict) for value in values):
        _refuse()
    return tuple(read(value) for value in values)


def _only(members: dict[str, Any], *names: str) -> None:
    if set(members) != set(names):
        _refuse()


def _raw(members: dict[str, Any], name: str) -> str:
    value = members[name]
    if not isinstance(value, str):
        _refuse()
    return value


def _matching(members: dict[str, Any], name: str, pattern: re.Pattern[str]) -> str:
    value = _raw(members, name)
    if not pattern.fullmatch(value):
        _refuse()
    return value


def _whole(members: dict[str, Any], name: str, least: int, most: int) -> int:
    value = members.get(name)
    if type(value) is not int or not least <= value <= most:
        _refuse()
    return value


def _text(members: dict[str, Any], name: str, most: int) -> str:
    """Several lines of text, without what cannot be shown or stored."""
    text = _raw(members, name).replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > most:
        raise ReplyRefused(ReplyRefusal.TEXT_TOO_LONG)
    return "".join(sign for sign in _whole_signs(text) if sign in "\n\t" or _is_shown(sign)).strip()


def _line(members: dict[str, Any], name: str) -> str:
    """One line: every space and break in it becomes one space."""
    return " ".join(_text(members, name, MAX_LINE).split())


def _whole_signs(text: str) -> str:
    """Halves of signs, which a page can leave where it cuts a text, become the mark for them."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _is_shown(sign: str) -> bool:
    return sign not in _TURNS and unicodedata.category(sign) != "Cc"


def _refuse(_what: str = "") -> NoReturn:
    raise ReplyRefused(ReplyRefusal.BAD_MANIFEST)
