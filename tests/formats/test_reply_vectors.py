"""The written reply format, held by vectors: LawDesk's reader, and the documented one."""

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest

from formats.bundle.make_vectors import REPLY_SCALAR, REPLY_TOKEN
from formats.reply import make_vectors
from lawdesk.domain.replies import ReplyKey, ReplyRefused
from lawdesk.imports.replies import open_reply

ROOT = Path(__file__).resolve().parents[2]
VECTORS = Path(make_vectors.__file__).parent
NAMES = sorted(path.stem for path in VECTORS.glob("*.lawdesk"))
KEY = ReplyKey(REPLY_SCALAR, REPLY_TOKEN)


def expected_of(name: str) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))
    return expected


@pytest.mark.parametrize("name", NAMES)
def test_reader_agrees_with_vector(name: str) -> None:
    data, expected = (VECTORS / f"{name}.lawdesk").read_bytes(), expected_of(name)
    if expected["outcome"] != "opens":
        with pytest.raises(ReplyRefused) as refused:
            open_reply(data, make_vectors.BUNDLE, KEY)
        assert refused.value.cause == expected["outcome"]
        return
    reply, manifest = open_reply(data, make_vectors.BUNDLE, KEY), expected["manifest"]
    assert (reply.message, reply.sequence) == (manifest["message"], manifest["sequence"])
    assert [(a.request, a.text) for a in reply.answers] == [
        (a["request"], a["text"]) for a in manifest["answers"]
    ]
    assert [(i.number, i.verdict, i.amount, i.reason) for i in reply.invoices] == [
        (i["number"], i["verdict"], i["amount"], i["reason"]) for i in manifest["invoices"]
    ]
    assert reply.contact is not None
    assert reply.contact.phone == manifest["contact"]["phone"]
    assert [(f.name, f.request) for f in reply.files] == [
        (f["name"], f["request"]) for f in manifest["files"]
    ]
    contents = [base64.b64encode(reply.bytes_of(file)).decode() for file in reply.files]
    assert contents == expected["contents"]


def test_the_vectors_come_out_again_byte_for_byte() -> None:
    made = make_vectors.vectors()
    assert sorted(made) == NAMES
    for name, (data, expected) in made.items():
        assert (VECTORS / f"{name}.lawdesk").read_bytes() == data
        assert (VECTORS / f"{name}.json").read_text(encoding="utf-8") == make_vectors.written(
            expected
        )
    assert (VECTORS / "key.json").read_text(encoding="utf-8") == make_vectors.written(
        make_vectors.key()
    )


def test_the_reader_in_the_document_opens_a_reply() -> None:
    document = (ROOT / "docs" / "formats" / "reply.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", document, re.DOTALL)
    reader: dict[str, Any] = {}
    exec(compile(code, "reply.md", "exec"), reader)  # noqa: S102 our own document
    expected = expected_of("opens")
    manifest, files = reader["open_reply"](VECTORS / "opens.lawdesk", REPLY_SCALAR, REPLY_TOKEN)
    assert manifest == expected["manifest"]
    assert [base64.b64encode(file).decode() for file in files] == expected["contents"]
    for name in NAMES:
        if expected_of(name)["outcome"] != "opens":
            with pytest.raises(Exception, match=r".*"):
                reader["open_reply"](VECTORS / f"{name}.lawdesk", REPLY_SCALAR, REPLY_TOKEN)
