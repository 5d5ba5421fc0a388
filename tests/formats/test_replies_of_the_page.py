"""Replies sealed by the page's own code, opened by LawDesk: a thousand of them, part by part."""

from __future__ import annotations

import base64
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from judges import judge
from lawdesk.domain.bundles import clean_file_name
from lawdesk.domain.replies import OpenedReply
from lawdesk.imports.replies import open_reply
from reply_sealer import PageKeys

MAKER = Path(__file__).parent / "reply" / "make_replies.mjs"
COUNT = 1_000
TURNS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e"))


@pytest.mark.parametrize("seed", [20261120])
def test_a_thousand_replies_of_the_page_open(tmp_path: Path, seed: int) -> None:
    keys = PageKeys()
    bundle = tmp_path / "bundle.json"
    bundle.write_text(json.dumps(_bundle(keys)), encoding="utf-8")
    subprocess.run(
        [judge("node"), MAKER, bundle, str(COUNT), str(seed), tmp_path],
        check=True,
        capture_output=True,
        timeout=300,
    )
    expected = json.loads((tmp_path / "expected.json").read_text(encoding="utf-8"))
    assert len(expected) == COUNT
    for told in expected:
        data = (tmp_path / told["file"]).read_bytes()
        _compare(open_reply(data, keys.public_id, keys.key), told)
    files = [file for told in expected for file in told["files"]]
    assert len(files) > COUNT
    assert sum(told["contact"] is not None for told in expected) > COUNT // 3


def _bundle(keys: PageKeys) -> dict[str, Any]:
    return {
        "bundle": keys.public_id,
        "reply": {
            "public_key": base64.b64encode(keys.public).decode(),
            "token": base64.b64encode(keys.token).decode(),
        },
        "requests": [{"id": "1"}, {"id": "27"}],
        "invoices": [{"number": "2026-0042"}, {"number": "2026-0043"}],
    }


def _compare(reply: OpenedReply, told: dict[str, Any]) -> None:
    assert reply.sequence == told["sequence"]
    assert reply.written_at == told["sequence"] // 1000
    assert reply.message == _shown(told["message"])
    assert [(a.request, a.text) for a in reply.answers] == [
        (a["request"], _shown(a["text"])) for a in told["answers"]
    ]
    assert [(i.number, i.verdict.value, i.amount, i.reason) for i in reply.invoices] == [
        (i["number"], i["verdict"], i["amount"], _shown(i["reason"])) for i in told["invoices"]
    ]
    contact = told["contact"]
    assert (reply.contact is None) is (contact is None)
    if reply.contact is not None:
        assert reply.contact.is_confirmed is contact["confirmed"]
        assert reply.contact.address == _shown(contact["address"])
        assert (reply.contact.mail, reply.contact.phone) == (contact["mail"], contact["phone"])
    assert [(f.request, reply.bytes_of(f)) for f in reply.files] == [
        (f["request"], base64.b64decode(f["content"])) for f in told["files"]
    ]
    cleaned = [clean_file_name(f["name"]).rpartition(".")[0] for f in told["files"]]
    assert all(f.name.startswith(stem) for f, stem in zip(reply.files, cleaned, strict=True))


def _shown(text: str) -> str:
    """A text without the signs that turn its direction; all else stays as it was typed."""
    return text.translate(TURNS).strip()
