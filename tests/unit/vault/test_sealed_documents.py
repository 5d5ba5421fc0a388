"""Sealed documents: written once, judged by age, refused when anything about them changed."""

import dataclasses
import hashlib
import io
import os
import stat
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyrage
import pytest
from pyrage.x25519 import Identity

from judges import judge
from lawdesk.errors import Cancelled, NotFound, StorageError
from lawdesk.vault.age_header import UnsafeHeader, check_age_header
from lawdesk.vault.atomic_file import LateSync
from lawdesk.vault.keys import KeyPayload
from lawdesk.vault.sealed_documents import SealedDocument, SealedDocuments

IDENTITY = KeyPayload.generate().document_identities[0]
DAY = 24 * 3600


@pytest.fixture
def documents(tmp_path: Path) -> SealedDocuments:
    return SealedDocuments(tmp_path / "docs", (IDENTITY,))


def files(tmp_path: Path) -> list[Path]:
    return sorted(path for path in (tmp_path / "docs").rglob("*") if path.is_file())


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 3_000_000])
def test_there_and_back(documents: SealedDocuments, tmp_path: Path, size: int) -> None:
    data = os.urandom(size)
    sealed = documents.seal_bytes(data)
    path = documents.path(sealed.name)
    assert path == tmp_path / "docs" / sealed.name[:2] / f"{sealed.name}.age"
    assert (sealed.plain_size, sealed.sealed_size) == (size, path.stat().st_size)
    assert documents.unseal(sealed) == data
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_public_age_program_opens_a_document(
    documents: SealedDocuments, tmp_path: Path
) -> None:
    age = judge("age")
    data = os.urandom(200_001)
    source = tmp_path / "Vertrag ü.pdf"
    source.write_bytes(data)
    sealed = documents.seal_file(source)
    (tmp_path / "practice").write_text(IDENTITY)
    own = open_with_age(age, tmp_path / "practice", documents.key_path(sealed.name))
    (tmp_path / "own").write_bytes(own)
    assert open_with_age(age, tmp_path / "own", documents.path(sealed.name)) == data
    assert source.read_bytes() == data


def open_with_age(age: Path, identities: Path, sealed: Path) -> bytes:
    """What the public program makes of a sealed file."""
    command = [str(age), "-d", "-i", str(identities), str(sealed)]
    return subprocess.run(command, capture_output=True, check=True).stdout


def test_the_practice_identity_alone_opens_no_document(
    documents: SealedDocuments, tmp_path: Path
) -> None:
    """Each is sealed to a key of its own, so that it can be destroyed by itself."""
    age = judge("age")
    first, second = documents.seal_bytes(b"first"), documents.seal_bytes(b"second")
    (tmp_path / "practice").write_text(IDENTITY)
    command = [str(age), "-d", "-i", str(tmp_path / "practice")]
    command.append(str(documents.path(first.name)))
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0
    documents.key_path(second.name).replace(documents.key_path(first.name))
    with pytest.raises(StorageError, match="altered or damaged"):
        documents.unseal(first)


def test_files_from_before_own_keys_still_open(documents: SealedDocuments) -> None:
    """They are sealed to the practice itself and have no key file."""
    sealed = documents.seal_bytes(b"as version 0.1 wrote it")
    old = pyrage.encrypt(b"as version 0.1 wrote it", [Identity.from_str(IDENTITY).to_public()])
    documents.path(sealed.name).write_bytes(old)
    documents.key_path(sealed.name).unlink()
    as_known = dataclasses.replace(
        sealed, sealed_size=len(old), sealed_sha256=hashlib.sha256(old).hexdigest()
    )
    assert documents.unseal(as_known) == b"as version 0.1 wrote it"


def test_a_destroyed_document_is_gone_and_the_others_stay(documents: SealedDocuments) -> None:
    gone, kept = documents.seal_bytes(b"gone"), documents.seal_bytes(b"kept")
    copy = documents.path(gone.name).read_bytes()
    assert documents.has_files(gone.name)
    documents.destroy(gone.name)
    documents.destroy(gone.name)  # twice is harmless
    assert not documents.has_files(gone.name)
    with pytest.raises(NotFound):
        documents.unseal(gone)
    documents.path(gone.name).write_bytes(copy)  # somebody kept the sealed file, as a backup does
    with pytest.raises(StorageError, match="key file of this document is missing"):
        documents.unseal(gone)
    assert documents.unseal(kept) == b"kept"


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"plain",
        b"age-encryption.org/v1\n-> scrypt c2FsdA 30\nb\n--- c\n",
        b"x" * 5000,
        pyrage.encrypt(b"no key", [Identity.from_str(IDENTITY).to_public()]),
        pyrage.encrypt(b"AGE-SECRET-KEY-1" + b"Q" * 58, [Identity.from_str(IDENTITY).to_public()]),
        pyrage.encrypt(str(Identity.generate()).encode(), [Identity.generate().to_public()]),
    ],
    ids=range(7),
)
def test_a_damaged_or_hostile_key_file_is_told_by_name(
    documents: SealedDocuments, bad: bytes
) -> None:
    sealed = documents.seal_bytes(b"content")
    documents.key_path(sealed.name).write_bytes(bad)
    with pytest.raises(StorageError, match=r"key file of this document was altered") as refused:
        documents.unseal(sealed)
    assert f"{sealed.name}.key.age" in (refused.value.hint or "")


def test_older_identities_still_open(documents: SealedDocuments, tmp_path: Path) -> None:
    sealed = documents.seal_bytes(b"under the old identity")
    newer = KeyPayload.generate().document_identities[0]
    both = SealedDocuments(tmp_path / "docs", (newer, IDENTITY))
    assert both.unseal(sealed) == b"under the old identity"
    fresh = both.seal_bytes(b"under the new one")
    with pytest.raises(StorageError):
        documents.unseal(fresh)


def test_every_kind_of_damage_is_refused(documents: SealedDocuments) -> None:
    sealed = documents.seal_bytes(b"marker " * 1000)
    path = documents.path(sealed.name)
    good = path.read_bytes()
    flipped = [good[:at] + bytes([good[at] ^ 4]) + good[at + 1 :] for at in range(0, len(good), 97)]
    for bad in (*flipped, good[:-1], good + b"x", b"", b"plain text", b"\n" * len(good)):
        path.write_bytes(bad)
        target = io.BytesIO()
        with pytest.raises(StorageError):
            documents.unseal_to(sealed, target)
        assert target.getvalue() == b"", "nothing unverified is given out"
    path.write_bytes(good)
    assert documents.unseal(sealed) == b"marker " * 1000


def test_another_good_file_under_the_name_is_refused(documents: SealedDocuments) -> None:
    mine, other = documents.seal_bytes(b"mine!"), documents.seal_bytes(b"other")
    documents.path(other.name).replace(documents.path(mine.name))
    with pytest.raises(StorageError, match="altered or damaged"):
        documents.unseal(mine)


def test_facts_that_do_not_fit_the_content_are_refused(documents: SealedDocuments) -> None:
    sealed = documents.seal_bytes(b"content")
    for change in ({"plain_size": 8}, {"plain_sha256": "00" * 32}):
        with pytest.raises(StorageError):
            documents.unseal(dataclasses.replace(sealed, **change))


def test_missing_and_odd_names(documents: SealedDocuments) -> None:
    gone = SealedDocument("0" * 32, "", 0, "", 0)
    with pytest.raises(NotFound, match="missing"):
        documents.unseal(gone)
    for name in ("../../../etc/passwd", "A" * 32, "", "0" * 31 + "\n"):
        with pytest.raises(ValueError, match="32 hex"):
            documents.unseal(dataclasses.replace(gone, name=name))
    with pytest.raises(StorageError, match="too large"):
        documents.unseal(dataclasses.replace(gone, plain_size=1 << 40))


def test_a_source_that_cannot_be_read(documents: SealedDocuments, tmp_path: Path) -> None:
    for source in (tmp_path / "gone", tmp_path):
        with pytest.raises(StorageError, match="cannot be read"):
            documents.seal_file(source)
    with pytest.raises(StorageError, match="cannot be read"):
        documents.seal_file(Path("/proc/self/mem"))
    assert files(tmp_path) == []


def test_cancelling_leaves_nothing(documents: SealedDocuments, tmp_path: Path) -> None:
    calls: list[tuple[int, int]] = []

    def cancel_at_half(done: int, total: int) -> None:
        calls.append((done, total))
        if done * 2 > total:
            raise Cancelled

    with pytest.raises(Cancelled):
        documents.seal_bytes(bytes(5_000_000), cancel_at_half)
    assert files(tmp_path) == []
    assert len(calls) > 2
    sealed = documents.seal_bytes(bytes(5_000_000))
    with pytest.raises(Cancelled):
        documents.unseal(sealed, cancel_at_half)


def test_progress_ends_at_the_whole(documents: SealedDocuments) -> None:
    calls: list[tuple[int, int]] = []
    documents.seal_bytes(bytes(2_500_000), lambda done, total: calls.append((done, total)))
    assert calls[-1] == (2_500_000, 2_500_000)
    assert calls == sorted(calls)


def test_the_targets_own_fault_is_told_as_it_is(documents: SealedDocuments) -> None:
    sealed = documents.seal_bytes(bytes(200_000))
    with open("/dev/full", "wb", buffering=0) as full, pytest.raises(OSError, match="No space"):  # noqa: PTH123
        documents.unseal_to(sealed, full)


def test_many_threads_at_once(documents: SealedDocuments, tmp_path: Path) -> None:
    texts = [f"document {number}".encode() * 5000 for number in range(60)]
    with ThreadPoolExecutor(8) as pool:
        sealed = list(pool.map(documents.seal_bytes, texts))
        assert list(pool.map(documents.unseal, sealed)) == texts
    assert len({document.name for document in sealed}) == 60
    assert len(files(tmp_path)) == 120


def test_other_threads_go_on_while_a_large_file_is_sealed(documents: SealedDocuments) -> None:
    stop, ticks = threading.Event(), []

    def tick() -> None:
        while not stop.wait(0.001):
            ticks.append(1)

    thread = threading.Thread(target=tick)
    thread.start()
    documents.seal_bytes(bytes(30_000_000))
    stop.set()
    thread.join()
    assert len(ticks) > 3


def test_orphans_go_to_the_trash_after_a_week(documents: SealedDocuments, tmp_path: Path) -> None:
    kept, orphan, young = (documents.seal_bytes(text) for text in (b"kept", b"orphan", b"young"))
    now = int(documents.path(young.name).stat().st_mtime) + 100
    left = documents.path(orphan.name).with_name(f".{orphan.name}.age.12ab.tmp")
    left.write_bytes(b"half")
    for name in (kept.name, orphan.name):
        os.utime(documents.path(name), (now - 8 * DAY, now - 8 * DAY))
        os.utime(documents.key_path(name), (now - 8 * DAY, now - 8 * DAY))
    os.utime(left, (now - 8 * DAY, now - 8 * DAY))
    swept = [left.name, f"{orphan.name}.age", f"{orphan.name}.key.age"]
    assert documents.sweep_orphans({kept.name}, now) == tuple(swept)
    assert documents.unseal(kept) == b"kept"
    assert documents.unseal(young) == b"young"
    assert sorted(p.name for p in (tmp_path / "docs" / "trash").iterdir()) == swept
    assert documents.sweep_orphans({kept.name}, now) == ()


def test_sweeping_an_empty_practice_makes_nothing(
    documents: SealedDocuments, tmp_path: Path
) -> None:
    assert documents.sweep_orphans((), 10**10) == ()
    assert list(tmp_path.iterdir()) == []


def test_no_plain_byte_in_any_file(documents: SealedDocuments, tmp_path: Path) -> None:
    documents.seal_bytes(b"privileged marker " * 50_000)
    assert all(b"marker" not in path.read_bytes() for path in files(tmp_path))


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"age-encryption.org/v2\n-> X25519 a\nb\n--- c\n",
        b"age-encryption.org/v1\n--- c\n",
        b"age-encryption.org/v1\n-> scrypt c2FsdA 30\nb\n--- c\n",
        b"age-encryption.org/v1\n-> scrypt c2FsdA 19\nb\n--- c\n",
        b"age-encryption.org/v1\n-> scrypt c2FsdA 999999999\nb\n--- c\n",
        b"age-encryption.org/v1\n-> scrypt c2FsdA -1\nb\n--- c\n",
        b"age-encryption.org/v1\n-> scrypt c2FsdA\nb\n--- c\n",
        b"age-encryption.org/v1\n" + b"-> X25519 a\nb\n" * 100_000 + b"--- c\n",
        b"age-encryption.org/v1\n-> X25519 a\nb\n--- cut off",
    ],
    ids=range(10),
)
def test_headers_that_ask_for_too_much(header: bytes) -> None:
    with pytest.raises(UnsafeHeader):
        check_age_header(io.BytesIO(header))


def test_headers_of_the_public_age_program_pass() -> None:
    age = judge("age")
    recipient = subprocess.run(
        ["age-keygen", "-y"], input=IDENTITY, capture_output=True, text=True, check=True
    ).stdout.strip()
    sealed = subprocess.run([age, "-r", recipient], input=b"x", capture_output=True, check=True)
    stream = io.BytesIO(sealed.stdout)
    check_age_header(stream)
    assert stream.tell() == 0
    check_age_header(io.BytesIO(b"age-encryption.org/v1\n-> scrypt c2FsdA 18\nb\n--- c\n"))


def test_files_sealed_together_are_whole_and_wait_for_the_disk_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents, later = SealedDocuments(tmp_path, (str(Identity.generate()),)), LateSync()
    synced: list[str] = []
    real = os.fsync

    def counting(handle: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{handle}").readlink()))
        real(handle)

    first = documents.seal_bytes(b"made before")
    monkeypatch.setattr(os, "fsync", counting)
    sealed = [documents.seal_bytes(bytes([n]) * 1000, later=later) for n in range(20)]
    names = [str(p) for s in sealed for p in (documents.path(s.name), documents.key_path(s.name))]
    assert not set(synced) & set(names)
    synced.clear()
    later.finish()
    assert sorted(synced) == sorted([*names, *{str(Path(name).parent) for name in names}])
    assert [documents.unseal(each) for each in sealed] == [bytes([n]) * 1000 for n in range(20)]
    assert documents.unseal(first) == b"made before"
    synced.clear()
    later.finish()  # nothing waits any more
    assert synced == []


def test_a_file_that_is_gone_before_it_is_durable_is_told(tmp_path: Path) -> None:
    documents, later = SealedDocuments(tmp_path, (str(Identity.generate()),)), LateSync()
    sealed = documents.seal_bytes(b"content", later=later)
    documents.path(sealed.name).unlink()
    with pytest.raises(StorageError):
        later.finish()


def test_what_was_given_up_keeps_nothing_from_becoming_durable(tmp_path: Path) -> None:
    documents, later = SealedDocuments(tmp_path, (str(Identity.generate()),)), LateSync()
    kept = documents.seal_bytes(b"content", later=later)

    def cancel(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        documents.seal_bytes(b"given up", cancel, later=later)
    later.finish()
    assert documents.unseal(kept) == b"content"
