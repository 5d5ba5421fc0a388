"""Rows in and out of SQL: frozen dataclasses on our side, plain values on SQLite's."""

from __future__ import annotations

import typing
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache, partial
from types import UnionType
from typing import Any, TypeVar

from lawdesk.domain.frozen_terms import from_text, to_text

T = TypeVar("T")
Convert = Callable[[Any], Any]

_PLAIN = frozenset({int, str, bytes, type(None)})


class RowReader:
    """Turns result rows into dataclass instances, and checks that query and dataclass agree."""

    def __init__(self) -> None:
        self._converters: dict[tuple[type, str], list[tuple[int, Convert]]] = {}

    def read_all(self, row_type: type[T], sql: str, cursor: Any) -> list[T]:
        """Every row that `cursor` still has, as `row_type`."""
        key = (row_type, sql)
        if key not in self._converters:
            _require_same_names(row_type, [column[0] for column in cursor.description])
            self._converters[key] = _converters(typing.cast(Hashable, row_type))
        converters = self._converters[key]
        if not converters:
            return [row_type(*row) for row in cursor.fetchall()]
        return [row_type(*_converted(row, converters)) for row in cursor.fetchall()]


def plain_value(value: object) -> object:
    """What SQLite stores for a value: text for dates, words and terms, 0 or 1 for truth."""
    if type(value) in _PLAIN:
        return value
    if is_dataclass(value):
        return to_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, bool):
        return int(value)
    return value


def _converted(row: tuple[Any, ...], converters: list[tuple[int, Convert]]) -> list[Any]:
    values = list(row)
    for index, convert in converters:
        if values[index] is not None:
            values[index] = convert(values[index])
    return values


def _require_same_names(row_type: type, columns: list[str]) -> None:
    names = [field.name for field in fields(row_type)]
    if names != columns:
        raise TypeError(f"{row_type.__name__} has {names}, the query gives {columns}")


@cache  # reading type hints takes longer than most queries, and each transaction reads anew
def _converters(row_type: Hashable) -> list[tuple[int, Convert]]:
    hints = typing.get_type_hints(row_type)
    found: list[tuple[int, Convert]] = []
    for index, field in enumerate(fields(typing.cast(Any, row_type))):
        kind = _plain_type(hints[field.name])
        if is_dataclass(kind):
            found.append((index, partial(from_text, hints[field.name])))
        elif kind is date:
            found.append((index, date.fromisoformat))
        elif kind is bool or (isinstance(kind, type) and issubclass(kind, StrEnum)):
            found.append((index, kind))
    return found


def _plain_type(hint: Any) -> Any:
    """The type itself out of `type | None`."""
    if isinstance(hint, UnionType) or typing.get_origin(hint) is typing.Union:
        return next(part for part in typing.get_args(hint) if part is not type(None))
    return hint
