"""Sealing and unsealing documents, and finding words in them."""

from __future__ import annotations

import itertools
import os
import random
import secrets
from functools import partial
from pathlib import Path

import pyrage
from pyrage.x25519 import Identity

from bench.figures import Figure, median, milliseconds, percentile
from lawdesk.progress import silent
from lawdesk.store import search
from lawdesk.store.database import Transaction
from lawdesk.vault.sealed_documents import SealedDocument, SealedDocuments
from practice_room import PracticeRoom, make_room

_BYTES = 200_000_000
_PIECE = 1 << 20
_RUNS = 3
_DOCUMENTS = 20_000
_WORDS_EACH = 400
_SHARE = 0.7


def sealing_figures(folder: Path) -> list[Figure]:
    """200 MB sealed and unsealed by the vault, against bare pyrage from file to synced file.

    The vault also hashes both forms, writes a key of its own for the file, and compares the sealed
    form with its hash before it decrypts. A throughput of 0.7 is a time of 1 / 0.7.
    """
    plain, bare = folder / "plain", folder / "bare.age"
    _fill(plain)
    identity = Identity.generate()
    vault = SealedDocuments(folder / "docs", (str(identity),))
    sealed: list[SealedDocument] = []
    seal = median(milliseconds(lambda: sealed.append(vault.seal_file(plain)), _RUNS))
    bare_seal = median(milliseconds(lambda: _bare_seal(plain, bare, identity), _RUNS))
    unseal = median(milliseconds(lambda: _unseal(vault, sealed[-1], folder / "out"), _RUNS))
    bare_unseal = median(milliseconds(lambda: _bare_unseal(bare, folder / "out", identity), _RUNS))
    return [
        Figure("sealing 200 MB, against bare pyrage", seal / bare_seal, 1 / _SHARE, "×"),
        Figure("unsealing 200 MB, against bare pyrage", unseal / bare_unseal, 1 / _SHARE, "×"),
    ]


def search_figures(folder: Path) -> list[Figure]:
    """Words in 20,000 documents, from one in a few papers to one in nearly all of them."""
    room = make_room(folder)
    room.add_matter()
    words = _vocabulary()
    room.do(_seed, words)
    asked = [words[0], words[40], words[3000], words[0][:2], words[7][:3], f"{words[2]} {words[9]}"]
    for typed in asked:
        search.find(room.read, typed)
    taken = [milliseconds(partial(search.find, room.read, typed), 5) for typed in asked]
    room.database.close()
    slowest = max(percentile(each, 50) for each in taken)
    return [Figure("words in 20,000 documents, the slowest of six searches", slowest, 50, "ms")]


def document_figures(folder: Path) -> list[Figure]:
    """Every figure of documents."""
    for name in ("sealing", "search"):
        (folder / name).mkdir(parents=True)
    return [*sealing_figures(folder / "sealing"), *search_figures(folder / "search")]


def seeded_texts(room: PracticeRoom) -> None:
    """20,000 documents with their words, for figures of other parts."""
    room.do(_seed, _vocabulary())


def _fill(path: Path) -> None:
    with path.open("wb") as stream:
        for _piece in range(_BYTES // _PIECE + 1):
            stream.write(secrets.token_bytes(_PIECE))


def _bare_seal(plain: Path, target: Path, identity: Identity) -> None:
    with plain.open("rb") as source, target.open("wb") as stream:
        pyrage.encrypt_io(source, stream, [identity.to_public()])
        stream.flush()
        os.fsync(stream.fileno())


def _bare_unseal(sealed: Path, target: Path, identity: Identity) -> None:
    with sealed.open("rb") as source, target.open("wb") as stream:
        pyrage.decrypt_io(source, stream, [identity])


def _unseal(vault: SealedDocuments, document: SealedDocument, target: Path) -> None:
    with target.open("wb") as stream:
        vault.unseal_to(document, stream, silent)


def _vocabulary() -> list[str]:
    chance = random.Random(1)
    letters = "abcdefghijklmnopqrstuvwxyz"
    return ["".join(chance.choices(letters, k=chance.randrange(3, 11))) for _n in range(60_000)]


def _seed(tx: Transaction, words: list[str]) -> None:
    """Texts in which few words are common and most are rare, as in any language."""
    chance = random.Random(2)
    weights = list(itertools.accumulate(1 / (place + 1) for place in range(len(words))))
    for number in range(_DOCUMENTS):
        title = " ".join(chance.choices(words, cum_weights=weights, k=4))
        document = tx.write(
            "INSERT INTO documents (client_id, matter_id, kind, title, folder, dated_on, notes, "
            "may_be_shared, version, added_at, archived_at) "
            "VALUES (1, 1, 'document', ?, '', NULL, '', 1, 1, ?, NULL)",
            title,
            number,
        )
        text = " ".join(chance.choices(words, cum_weights=weights, k=_WORDS_EACH))
        tx.write("INSERT INTO document_texts VALUES (?, 1, 'read', ?)", document, text)
