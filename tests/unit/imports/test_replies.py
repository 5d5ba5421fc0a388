"""Every way a reply can be wrong, each with the one refusal that belongs to it."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawdesk.domain.documents import FileWarning
from lawdesk.domain.replies import (
    MAX_REPLY_BYTES,
    OpenedReply,
    ReplyKey,
    ReplyRefusal,
    ReplyRefused,
    Verdict,
    refusal_hint,
    refusal_sentence,
)
from lawdesk.imports.replies import HEAD_SIZE, open_reply, read_envelope
from reply_sealer import SEQUENCE, PageKeys, Words, manifest, plaintext, reply_file, sealed

KEYS = PageKeys()
PDF = b"%PDF-1.7\nnothing more"
HONEST = Words(
    files=[("tenancy agreement.pdf", PDF), ("note.txt", b"The keys are with the neighbour.\n")],
    requests=["4", None],
    changes={
        "message": "Dear Ms Marsh,\r\nthe keys are here.",
        "answers": [{"request": "4", "text": "Since 2019."}],
        "invoices": [
            {"number": "2026-0042", "verdict": "agreed", "amount": "", "reason": ""},
            {
                "number": "2026-0043",
                "verdict": "question",
                "amount": "120,00",
                "reason": "Two hours for one call?",
            },
        ],
        "contact": {
            "confirmed": False,
            "address": "2 New Street\n10115 Berlin",
            "mail": "maria@new.example",
            "phone": "+49 30 1234",
        },
    },
)


def opened(data: bytes, keys: PageKeys = KEYS) -> OpenedReply:
    return open_reply(data, keys.public_id, keys.key)


def refusal(data: bytes, keys: PageKeys = KEYS, key: ReplyKey | None = None) -> ReplyRefusal:
    with pytest.raises(ReplyRefused) as caught:
        open_reply(data, keys.public_id, key or keys.key)
    return caught.value.cause


def lying(**changes: Any) -> bytes:
    """An honest reply with some members of its list replaced."""
    return reply_file(KEYS, Words(HONEST.files, HONEST.requests, HONEST.changes | changes))


def entry(**changes: Any) -> dict[str, Any]:
    honest = {
        "name": "a.txt",
        "type": "",
        "size": 1,
        "sha256": hashlib.sha256(b"a").hexdigest(),
        "request": None,
    }
    return honest | changes


def test_an_honest_reply_comes_out_whole() -> None:
    reply = opened(reply_file(KEYS, HONEST))
    assert reply.bundle == "7K3F"
    assert reply.sequence == SEQUENCE
    assert reply.written_at == 1_795_161_600
    assert reply.message == "Dear Ms Marsh,\nthe keys are here."
    assert [(a.request, a.text) for a in reply.answers] == [("4", "Since 2019.")]
    assert [word.verdict for word in reply.invoices] == [Verdict.AGREED, Verdict.QUESTION]
    assert reply.invoices[1].amount == "120,00"
    assert reply.contact is not None
    assert reply.contact.address == "2 New Street\n10115 Berlin"
    assert [(f.name, f.media_type, f.request) for f in reply.files] == [
        ("tenancy agreement.pdf", "application/pdf", "4"),
        ("note.txt", "text/plain", None),
    ]
    assert [reply.bytes_of(f) for f in reply.files] == [content for _name, content in HONEST.files]


def test_a_reply_that_says_nothing_is_a_reply() -> None:
    reply = opened(reply_file(KEYS))
    assert (reply.message, reply.answers, reply.files) == ("", (), ())


def _flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


_FILE = reply_file(KEYS, HONEST)
_OTHER = PageKeys("9QRS", bytes([9]) * 32, bytes(32))
_START = 8 + 1 + 6 + 1 + 4

ENVELOPES: dict[str, tuple[bytes, ReplyRefusal]] = {
    "nothing": (b"", ReplyRefusal.NOT_A_REPLY),
    "random bytes": (bytes(range(256)) * 20, ReplyRefusal.NOT_A_REPLY),
    "a pdf": (PDF * 50, ReplyRefusal.NOT_A_REPLY),
    "half a magic": (b"LDREP", ReplyRefusal.NOT_A_REPLY),
    "carriage return in the magic": (b"LDREPLY\r" + _FILE[8:], ReplyRefusal.NOT_A_REPLY),
    "version 0": (_FILE[:8] + b"\x00" + _FILE[9:], ReplyRefusal.NOT_A_REPLY),
    "version 2": (_FILE[:8] + b"\x02" + _FILE[9:], ReplyRefusal.NEWER_VERSION),
    "only magic": (_FILE[:8], ReplyRefusal.CUT_SHORT),
    "half a suite": (_FILE[:12], ReplyRefusal.CUT_SHORT),
    "x25519": (_FILE[:9] + b"\x00\x20" + _FILE[11:], ReplyRefusal.OTHER_SUITE),
    "aes-128": (_FILE[:13] + b"\x00\x01" + _FILE[15:], ReplyRefusal.OTHER_SUITE),
    "no short name": (_FILE[:15] + b"\x00" + _FILE[16:], ReplyRefusal.BAD_SHORT_NAME),
    "short name with a path": (_FILE[:16] + b"../x" + _FILE[20:], ReplyRefusal.BAD_SHORT_NAME),
    "short name of 255": (_FILE[:15] + b"\xff" + _FILE[16:], ReplyRefusal.BAD_SHORT_NAME),
    "only the head": (_FILE[:_START], ReplyRefusal.CUT_SHORT),
    "half a point": (_FILE[: _START + 30], ReplyRefusal.CUT_SHORT),
    "no ciphertext": (_FILE[: _START + 65 + 16], ReplyRefusal.CUT_SHORT),
    "point not on the curve": (_flipped(_FILE, _START + 64), ReplyRefusal.BAD_POINT),
    "point at infinity": (
        _FILE[:_START] + b"\x00" * 65 + _FILE[_START + 65 :],
        ReplyRefusal.BAD_POINT,
    ),
    "compressed point": (_FILE[:_START] + b"\x02" + _FILE[_START + 1 :], ReplyRefusal.BAD_POINT),
    "last bit flipped": (_flipped(_FILE, len(_FILE) - 1), ReplyRefusal.CANNOT_BE_OPENED),
    "middle bit flipped": (_flipped(_FILE, len(_FILE) // 2), ReplyRefusal.CANNOT_BE_OPENED),
    "cut in the middle": (_FILE[: len(_FILE) // 2], ReplyRefusal.CANNOT_BE_OPENED),
    "a byte behind": (_FILE + b"\x00", ReplyRefusal.CANNOT_BE_OPENED),
    "without info": (
        sealed(KEYS, plaintext(manifest(KEYS)), info=b""),
        ReplyRefusal.CANNOT_BE_OPENED,
    ),
}


@pytest.mark.parametrize("name", ENVELOPES)
def test_a_wrong_envelope_is_refused(name: str) -> None:
    data, cause = ENVELOPES[name]
    assert refusal(data) is cause


def test_another_bundles_reply_is_refused_whatever_it_says_outside() -> None:
    others = reply_file(_OTHER, HONEST)
    assert refusal(others) is ReplyRefusal.OTHER_BUNDLE
    assert refusal(others[:16] + b"7K3F" + others[20:]) is ReplyRefusal.CANNOT_BE_OPENED
    inside = sealed(KEYS, plaintext(manifest(KEYS, Words(changes={"bundle": "9QRS"}))))
    assert refusal(inside) is ReplyRefusal.OTHER_BUNDLE


def test_a_bundle_without_a_key_takes_no_answer() -> None:
    assert refusal(_FILE, key=ReplyKey(None, None)) is ReplyRefusal.TAKES_NO_ANSWER


def test_the_size_is_looked_at_before_anything_is_read() -> None:
    with pytest.raises(ReplyRefused) as caught:
        read_envelope(b"", 5_000_000_000)
    assert caught.value.cause is ReplyRefusal.TOO_LARGE
    assert read_envelope(_FILE[:HEAD_SIZE], MAX_REPLY_BYTES).bundle == "7K3F"


_DEEP = b"[" * 400_000 + b"]" * 400_000

MANIFESTS: dict[str, tuple[bytes, ReplyRefusal]] = {
    "no length": (b"\x00\x00", ReplyRefusal.CUT_SHORT),
    "length of 4 GB": (b"\xff\xff\xff\xff{}", ReplyRefusal.MANIFEST_TOO_LARGE),
    "length over what is there": (b"\x00\x00\x00\x09{}", ReplyRefusal.CUT_SHORT),
    "over 1 MB": (plaintext(b" " * 1_000_001), ReplyRefusal.MANIFEST_TOO_LARGE),
    "empty": (plaintext(b""), ReplyRefusal.BAD_MANIFEST),
    "not JSON": (plaintext(b"{'a': 1}"), ReplyRefusal.BAD_MANIFEST),
    "not UTF-8": (plaintext(b'{"a": "\xff"}'), ReplyRefusal.BAD_MANIFEST),
    "a list": (plaintext(b"[]"), ReplyRefusal.BAD_MANIFEST),
    "nested 400,000 deep": (plaintext(_DEEP), ReplyRefusal.BAD_MANIFEST),
    "an object 100 deep": (
        plaintext(b'{"a":' * 100 + b"1" + b"}" * 100),
        ReplyRefusal.BAD_MANIFEST,
    ),
    "a number of 900,000 digits": (
        plaintext(b'{"sequence":' + b"9" * 900_000 + b"}"),
        ReplyRefusal.BAD_MANIFEST,
    ),
    "a name twice": (
        plaintext(json.dumps(manifest(KEYS)).encode()[:-1] + b',"version":1}'),
        ReplyRefusal.BAD_MANIFEST,
    ),
    "not a number": (
        plaintext(json.dumps(manifest(KEYS)).replace("1795161600000", "NaN").encode()),
        ReplyRefusal.BAD_MANIFEST,
    ),
    "infinite sequence": (
        plaintext(json.dumps(manifest(KEYS)).replace("1795161600000", "1e999").encode()),
        ReplyRefusal.BAD_MANIFEST,
    ),
}


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_list_that_cannot_be_read_is_refused(name: str) -> None:
    plain, cause = MANIFESTS[name]
    assert refusal(sealed(KEYS, plain)) is cause


LIES: dict[str, tuple[dict[str, Any], ReplyRefusal]] = {
    "another format": ({"format": "lawdesk-bundle"}, ReplyRefusal.BAD_MANIFEST),
    "version 2": ({"version": 2}, ReplyRefusal.NEWER_MANIFEST),
    "version true": ({"version": True}, ReplyRefusal.BAD_MANIFEST),
    "version 1.0": ({"version": 1.0}, ReplyRefusal.BAD_MANIFEST),
    "one member more": ({"sender": "x"}, ReplyRefusal.BAD_MANIFEST),
    "empty token": ({"token": ""}, ReplyRefusal.NO_TOKEN),
    "token of zeros": ({"token": base64.b64encode(bytes(32)).decode()}, ReplyRefusal.WRONG_TOKEN),
    "token cut": (
        {"token": base64.b64encode(KEYS.token[:31]).decode()},
        ReplyRefusal.WRONG_TOKEN,
    ),
    "token not base64": ({"token": "§§§§"}, ReplyRefusal.WRONG_TOKEN),
    "token a list": ({"token": []}, ReplyRefusal.BAD_MANIFEST),
    "sequence 0": ({"sequence": 0}, ReplyRefusal.BAD_MANIFEST),
    "sequence below zero": ({"sequence": -1}, ReplyRefusal.BAD_MANIFEST),
    "sequence over 2^53": ({"sequence": 2**53}, ReplyRefusal.BAD_MANIFEST),
    "sequence as text": ({"sequence": "1795161600000"}, ReplyRefusal.BAD_MANIFEST),
    "a day that is none": ({"written_at": "2026-02-30T08:00:00Z"}, ReplyRefusal.BAD_MANIFEST),
    "the year 0001": ({"written_at": "0001-01-01T00:00:00Z"}, ReplyRefusal.BAD_MANIFEST),
    "local time": ({"written_at": "2026-11-20T08:00:00+01:00"}, ReplyRefusal.BAD_MANIFEST),
    "message null": ({"message": None}, ReplyRefusal.BAD_MANIFEST),
    "message too long": ({"message": "x" * 20_001}, ReplyRefusal.TEXT_TOO_LONG),
    "answers an object": ({"answers": {}}, ReplyRefusal.BAD_MANIFEST),
    "answers of numbers": ({"answers": [1]}, ReplyRefusal.BAD_MANIFEST),
    "an answer without text": ({"answers": [{"request": "1"}]}, ReplyRefusal.BAD_MANIFEST),
    "501 answers": (
        {"answers": [{"request": "1", "text": "x"}] * 501},
        ReplyRefusal.TOO_MANY_PARTS,
    ),
    "verdict of its own": (
        {"invoices": [{"number": "1", "verdict": "paid", "amount": "", "reason": ""}]},
        ReplyRefusal.BAD_MANIFEST,
    ),
    "verdict a list": (
        {"invoices": [{"number": "1", "verdict": [], "amount": "", "reason": ""}]},
        ReplyRefusal.BAD_MANIFEST,
    ),
    "contact a text": ({"contact": "x"}, ReplyRefusal.BAD_MANIFEST),
    "confirmed as 1": (
        {"contact": {"confirmed": 1, "address": "", "mail": "", "phone": ""}},
        ReplyRefusal.BAD_MANIFEST,
    ),
    "a phone of 301 signs": (
        {"contact": {"confirmed": True, "address": "", "mail": "", "phone": "1" * 301}},
        ReplyRefusal.TEXT_TOO_LONG,
    ),
    "size below zero": ({"files": [entry(size=-1)]}, ReplyRefusal.BAD_MANIFEST),
    "size as text": ({"files": [entry(size="1")]}, ReplyRefusal.BAD_MANIFEST),
    "size of 5 GB": ({"files": [entry(size=5_000_000_000)]}, ReplyRefusal.BAD_MANIFEST),
    "hash in capitals": ({"files": [entry(sha256="A" * 64)]}, ReplyRefusal.BAD_MANIFEST),
    "size larger than the content": (
        {"files": [entry(size=49_000_000)]},
        ReplyRefusal.BYTES_MISSING,
    ),
    "101 files": ({"files": [entry()] * 101}, ReplyRefusal.TOO_MANY_FILES),
    "no file told": ({"files": []}, ReplyRefusal.TRAILING_BYTES),
}


@pytest.mark.parametrize("name", LIES)
def test_a_list_that_lies_is_refused(name: str) -> None:
    changes, cause = LIES[name]
    assert refusal(lying(**changes)) is cause


def test_a_reply_without_a_token_is_refused() -> None:
    data = sealed(KEYS, plaintext(manifest(KEYS, Words(without=["token"]))))
    assert refusal(data) is ReplyRefusal.NO_TOKEN


@pytest.mark.parametrize("member", sorted(set(manifest(KEYS)) - {"token"}))
def test_a_list_without_one_of_its_members_is_refused(member: str) -> None:
    data = sealed(KEYS, plaintext(manifest(KEYS, Words(without=[member]))))
    assert refusal(data) is ReplyRefusal.BAD_MANIFEST


def test_a_hundred_thousand_files_are_refused_before_one_is_looked_at() -> None:
    small = b'{"name":"","type":"","size":0,"sha256":"","request":null}'
    listed = json.dumps(manifest(KEYS)).encode()
    body = b",".join([small] * 17_000)
    assert refusal(
        sealed(KEYS, plaintext(listed.replace(b'"files": []', b'"files": [' + body + b"]")))
    ) is (ReplyRefusal.TOO_MANY_FILES)
    body = b",".join([small] * 100_000)
    assert refusal(
        sealed(KEYS, plaintext(listed.replace(b'"files": []', b'"files": [' + body + b"]")))
    ) is (ReplyRefusal.MANIFEST_TOO_LARGE)


def test_sizes_that_are_swapped_and_bytes_that_are_others_are_told() -> None:
    members = manifest(KEYS, Words(files=[("a", b"aa"), ("b", b"b")]))
    assert refusal(sealed(KEYS, plaintext(members, b"ab", b"a"))) is ReplyRefusal.OTHER_CONTENT
    assert refusal(sealed(KEYS, plaintext(members, b"aa"))) is ReplyRefusal.BYTES_MISSING
    longer = plaintext(members, b"aa", b"b", b"!")
    assert refusal(sealed(KEYS, longer)) is ReplyRefusal.TRAILING_BYTES


NAMES = [
    ("../../x", "_.._x"),
    ("C:\\x\\y.pdf", "C__x_y.pdf"),
    ("/etc/passwd", "_etc_passwd"),
    ("CON", "_CON"),
    ("nul.txt", "_nul.txt"),
    ("trailing dot.", "trailing dot"),
    ("-rf", "_-rf"),
    ("line\nbreak\x00.pdf", "linebreak.pdf"),
    ("invoice\u202efdp.exe", "invoicefdp.exe"),
    ("", "paper"),
    ("\ud800half.pdf", "half.pdf"),
]


@pytest.mark.parametrize(("claimed", "kept"), NAMES)
def test_a_name_is_cleaned_and_never_a_reason_to_refuse(claimed: str, kept: str) -> None:
    reply = opened(reply_file(KEYS, Words(files=[(claimed, b"x")])))
    assert [file.name for file in reply.files] == [kept]


def test_ten_thousand_emoji_fit_a_message_and_are_shortened_in_a_name() -> None:
    emoji = "😀" * 10_000
    words = Words(files=[(f"{emoji}.pdf", PDF)], changes={"message": emoji})
    reply = opened(reply_file(KEYS, words))
    assert reply.message == emoji
    name = reply.files[0].name
    assert name.endswith("😀.pdf")
    assert len(name.encode()) <= 120


def test_names_that_fall_together_are_told_apart() -> None:
    twins = [("Scan.pdf", b"1"), ("scan.PDF", b"2"), ("sca\u0301n.pdf", b"3"), ("scán.pdf", b"4")]
    names = [file.name for file in opened(reply_file(KEYS, Words(files=twins))).files]
    assert len({name.casefold() for name in names}) == 4


def test_a_text_loses_what_cannot_be_shown_and_nothing_else() -> None:
    typed = "Grüße\x00\x07 \u202edrawkcab\ud83d\n\tIndented.  "
    reply = opened(lying(message=typed))
    assert reply.message == "Grüße drawkcab\ufffd\n\tIndented."
    reply = opened(
        lying(
            contact={
                "confirmed": False,
                "address": "",
                "mail": "a@b.example\nBcc: x@y.example",
                "phone": " 1\t2 ",
            }
        )
    )
    assert reply.contact is not None
    assert reply.contact.mail == "a@b.example Bcc: x@y.example"
    assert reply.contact.phone == "1 2"


SIGNS: list[tuple[str, bytes, set[FileWarning]]] = [
    ("invoice.pdf.exe", b"MZ\x90\x00", {FileWarning.PROGRAM, FileWarning.DISGUISED}),
    ("invoice.pdf", b"MZ\x90\x00" + bytes(60), {FileWarning.PROGRAM, FileWarning.DISGUISED}),
    ("setup.lnk", b"", {FileWarning.PROGRAM}),
    ("run.bat", b"del *", {FileWarning.PROGRAM}),
    ("photo.jpg", b"\x7fELF" + bytes(90), {FileWarning.PROGRAM, FileWarning.DISGUISED}),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", {FileWarning.MAY_HOLD_MACROS}),
    ("page.html", b"<html><script>x()</script>", {FileWarning.SCRIPT}),
    ("broken.zip", b"PK\x03\x04 and no more", {FileWarning.DAMAGED}),
    ("broken.pdf", PDF, {FileWarning.DAMAGED}),
    ("notes.txt", b"hello", set()),
    ("empty.txt", b"", set()),
]


@pytest.mark.parametrize(("name", "content", "found"), SIGNS)
def test_what_a_file_really_is_is_told(name: str, content: bytes, found: set[FileWarning]) -> None:
    """The look at it has its own tests; here it is held that a reply's files are looked at."""
    reply = opened(reply_file(KEYS, Words(files=[(name, content)])))
    assert set(reply.files[0].warnings) == found


def test_every_refusal_has_a_sentence_of_its_own() -> None:
    sentences = [refusal_sentence(cause) for cause in ReplyRefusal]
    assert len(set(sentences)) == len(sentences)
    assert all(sentence.endswith(".") for sentence in sentences)
    assert all(refusal_hint(cause).endswith(".") for cause in ReplyRefusal)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_refused(data: bytes) -> None:
    _refused_or_opened(lambda: opened(data))


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(_FILE) - 1), st.integers(1, 255), st.integers(0, 40))
def test_any_change_to_a_file_is_refused(at: int, mask: int, cut: int) -> None:
    changed = _FILE[:at] + bytes([_FILE[at] ^ mask]) + _FILE[at + 1 :]
    refusal(changed[: len(changed) - cut])


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(manifest(KEYS))), _JSON, st.binary(max_size=30))
def test_any_value_in_any_member_is_read_or_refused(
    member: str, value: object, content: bytes
) -> None:
    members = manifest(KEYS, Words(files=[("a.txt", b"a")])) | {member: value}
    data = sealed(KEYS, plaintext(members, content))
    _refused_or_opened(lambda: opened(data))


@settings(max_examples=300, deadline=None)
@given(_JSON, st.sampled_from(["answers", "invoices", "files"]), st.data())
def test_any_value_deep_inside_is_read_or_refused(
    value: object, member: str, data: st.DataObject
) -> None:
    honest: dict[str, dict[str, Any]] = {
        "answers": {"request": "1", "text": "x"},
        "invoices": {"number": "1", "verdict": "agreed", "amount": "", "reason": ""},
        "files": entry(),
    }
    inner = honest[member]
    inner[data.draw(st.sampled_from(sorted(inner)))] = value
    plain = plaintext(manifest(KEYS, Words(changes={member: [inner]})), b"a")
    _refused_or_opened(lambda: opened(sealed(KEYS, plain)))


def _refused_or_opened(read: Callable[[], OpenedReply]) -> None:
    """Reading ends in a reply or in a refusal, and never in any other error."""
    with contextlib.suppress(ReplyRefused):
        reply = read()
        texts = [reply.message, *(file.name for file in reply.files)]
        signs = {unicodedata.category(sign)[0] for name in texts[1:] for sign in name}
        assert "C" not in signs
        assert sum(len(text.encode()) for text in texts) < 100_000
