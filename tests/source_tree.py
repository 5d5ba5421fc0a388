"""The product's own source, parsed: what the architecture tests look at."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src"


@dataclass(frozen=True)
class Module:
    """One file of the product: its dotted name, its place and its syntax tree."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def floor(self) -> str:
        """The part after `lawdesk.`: "domain", "store", "errors" …, or "" for the package."""
        return f"{self.name}.".split(".")[1]

    def at(self, node: ast.AST) -> str:
        """Where to look, as an editor understands it."""
        return f"{self.path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the product."""
    return tuple(_parsed(path) for path in sorted((SOURCE / "lawdesk").rglob("*.py")))


def imported(tree: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Every absolute dotted name a tree imports, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def _parsed(path: Path) -> Module:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(name, path, ast.parse(path.read_text(encoding="utf-8"), filename=str(path)))
