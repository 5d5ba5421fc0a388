"""Terms as text: frozen dataclasses to JSON and back, strictly.

What belongs here: the one way in which a set of terms (a policy, a fee agreement) is copied into a
row. Only this project's own dataclasses go through it. A library for it would be loaded into every
session for some forty lines.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Hashable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_text(terms: object) -> str:
    """The terms as one line of JSON with sorted keys: the same terms always give the same text."""
    return json.dumps(_plain(terms), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def from_text(kind: type[T], text: str) -> T:
    """The terms that `to_text` wrote; a field added later takes its default.

    Raises ValueError for any other text: such a row is damaged or from a newer program.
    """
    made: T = _made(kind, json.loads(text))
    return made


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        named = {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        return {"is": type(value).__name__, **named}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if value is None or isinstance(value, bool | int | str):
        return value
    raise ValueError(f"terms cannot hold {type(value).__name__}")


def _made(kind: Any, plain: Any) -> Any:
    origin = get_origin(kind)
    if origin is tuple:
        return tuple(_made(get_args(kind)[0], each) for each in plain)
    if origin in (types.UnionType, typing.Union):
        return _made(_member(kind, plain), plain)
    if is_dataclass(kind):
        return _made_dataclass(typing.cast("type[Any]", kind), plain)
    return _made_scalar(kind, plain)


def _made_scalar(kind: Any, plain: Any) -> Any:
    if kind is date:
        return date.fromisoformat(plain)
    if kind is Fraction:
        return Fraction(plain)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(plain)
    kind = getattr(kind, "__supertype__", kind)
    if kind is type(None) or type(plain) is kind:
        return plain
    raise ValueError(f"terms hold {plain!r} where {kind} belongs")


def _member(union: Any, plain: Any) -> Any:
    """The member of a union that a plain value stands for; dataclasses carry their name."""
    members = get_args(union)
    if plain is None:
        return type(None)
    if isinstance(plain, dict):
        named = [m for m in members if getattr(m, "__name__", "") == plain.get("is")]
        if len(named) != 1:
            raise ValueError(f"terms of an unknown kind: {plain.get('is')!r}")
        return named[0]
    return next(member for member in members if member is not type(None))


@cache  # reading them takes longer than making the terms
def _hints_of(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)


def _made_dataclass(kind: type[Any], plain: Any) -> Any:
    if not isinstance(plain, dict) or plain.get("is") != kind.__name__:
        raise ValueError(f"terms are not {kind.__name__}")
    hints = _hints_of(typing.cast(Hashable, kind))
    known = {each.name for each in fields(kind)}
    unknown = set(plain) - known - {"is"}
    if unknown:
        raise ValueError(f"terms hold unknown fields: {sorted(unknown)}")
    return kind(**{name: _made(hints[name], plain[name]) for name in known if name in plain})
