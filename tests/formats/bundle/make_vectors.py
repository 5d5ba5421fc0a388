"""Makes the bundle vectors: `<name>.txt`, the data lines of a page, and `<name>.json`, what must
come of them. Run it as a program only when the format changes on purpose; a test compares.

Chunks are 1,024 bytes here so that the files stay small; the format allows it.
"""

import base64
import hashlib
import io
import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lawdesk.domain.bundles import (
    AccountRow,
    BillStanding,
    BundleFile,
    BundleInvoice,
    BundlePlan,
    BundleRequest,
    ContactData,
    CostLine,
    HeldMoney,
    MatterUpdate,
    NextStep,
    PayDetail,
    ReplyAddress,
    RequestWants,
    Sender,
    manifest,
)
from lawdesk.exports import bundle_format as form
from lawdesk.exports.bundle_seal import BundleSealer, BundleSecrets, Unseal
from lawdesk.vault.sealed_documents import PlainSink

HERE = Path(__file__).parent
WORDS = "harvest oblong tidy cobweb unpaved drop-down"
FIXED = BundleSecrets(
    content_key=bytes(range(32)),
    salt=bytes(range(100, 116)),
    wrap_nonce=bytes(range(200, 212)),
    iterations=form.MIN_ITERATIONS,
    chunk_bytes=form.MIN_CHUNK_BYTES,
)
CONTENTS = {
    "invoice.pdf": bytes(place % 251 for place in range(3000)),  # two full chunks and a rest
    "brief.pdf": bytes(place % 241 for place in range(2048)),  # its last chunk is full
    "empty.txt": b"",
}
# The point of the RFC's own example for this curve (tests/formats/hpke), so that a vector needs no
# secret of its own; its scalar there opens a reply to this bundle.
REPLY_POINT = bytes.fromhex(
    "04abc7e49a4c6b3566d77d0304addc6ed0e98512ffccf505e6a8e3eb25c685136f"
    "853148544876de76c0f2ef99cdc3a05ccf5ded7860c7c021238f9e2073d2356c"
)
REPLY_SCALAR = bytes.fromhex("317f915db7bc629c48fe765587897e01e282d3e8445f79f27f65d031a88082b2")
REPLY_TOKEN = bytes(range(32, 64))
Lines = list[str]


def plan() -> BundlePlan:
    """The plan behind every vector."""
    return BundlePlan(
        public_id="7K3F",
        number=7,
        on=date(2026, 11, 20),
        language="en",
        locale="en-GB",
        sender=Sender("Helen Marsh", "Attorney at Law", "+1 555 010 0199", "helen@marsh.example"),
        client_name="María Álvarez",
        matter_title="Alvarez v. Northgate",
        since_on=date(2026, 10, 30),
        letter="The other side filed its brief.\n\nOur answer is nearly finished.",
        next_steps=(
            NextStep("Monday:", "our answer goes to the court."),
            NextStep("I need from you by 27 November:", "the delivery notes.", asked=True),
        ),
        costs=(CostLine("To be paid by 4 December", "USD 1,150.00", strong=True),),
        costs_note="I still hold 10,000.00 for you.",
        pay_by=(PayDetail("Reference", "2026-0042"),),
        files=tuple(_file(name, content) for name, content in CONTENTS.items()),
        updates=(
            MatterUpdate(
                "Alvarez v. Northgate",
                date(2026, 11, 18),
                "Mr Northgate was questioned.\n\nHe confirmed the dates.",
                "The court names a date for the hearing.",
                "Think about the settlement range.",
            ),
            MatterUpdate("Alvarez: lease", date(2026, 11, 19), "The lease was read.", "", ""),
        ),
        invoices=(
            BundleInvoice(
                "2026-0042",
                "Alvarez v. Northgate",
                date(2026, 11, 20),
                date(2026, 12, 4),
                "USD 2,150.00",
                "USD 1,150.00",
                BillStanding.OPEN,
                file=0,
            ),
            BundleInvoice(
                "2026-0031",
                "Alvarez: lease",
                date(2026, 10, 2),
                date(2026, 10, 16),
                "USD 300.00",
                "USD 0.00",
                BillStanding.PAID,
            ),
        ),
        account=(
            AccountRow(date(2026, 10, 2), "Invoice 2026-0031", "300.00", "300.00"),
            AccountRow(date(2026, 10, 9), "Payment", "−300.00", "0.00"),
            AccountRow(date(2026, 11, 20), "Invoice 2026-0042", "2,150.00", "2,150.00"),
        ),
        held=(HeldMoney("Alvarez v. Northgate", "USD 10,000.00", date(2026, 11, 20)),),
        requests=(
            BundleRequest(
                "r1",
                "Alvarez v. Northgate",
                "The two delivery notes",
                "Those of 3 and 10 March.",
                RequestWants.PAPERS,
                date(2026, 11, 27),
            ),
            BundleRequest(
                "r2", "Alvarez v. Northgate", "Your settlement range", "", RequestWants.ANSWER
            ),
        ),
        contact=ContactData("4 Mill Lane\nSpringfield", "maria@alvarez.example", "+1 555 010 0123"),
        reply=ReplyAddress(REPLY_POINT, REPLY_TOKEN),
        note="Open it again until 20 February 2027.",
    )


def _file(name: str, content: bytes) -> BundleFile:
    checksum = hashlib.sha256(content).hexdigest()
    return BundleFile(name, f"Paper {name}", "application/pdf", len(content), checksum, name)


def unsealing(contents: Mapping[str, bytes]) -> Unseal:
    """Writes a paper by its name to the sink, in pieces of an awkward size."""

    def unseal(file: BundleFile, sink: PlainSink) -> None:
        content = contents[file.name]
        for place in range(0, len(content), 65_521):
            sink.write(content[place : place + 65_521])

    return unseal


def bare_plan() -> BundlePlan:
    """The least a bundle can say: for trying out, without papers, taking no answer."""
    return BundlePlan(
        public_id="0TEST",
        number=0,
        on=date(2026, 11, 20),
        language="de",
        locale="de-AT",
        sender=Sender("Helen Marsh", "", "", ""),
        client_name="",
        matter_title="Probe",
        is_test=True,
    )


def sealed_lines(planned: BundlePlan) -> Lines:
    """The good bundle: head, lock, one line a block, end line."""
    sealer = BundleSealer(planned, WORDS, FIXED)
    sink = io.BytesIO()
    sealer.write_blocks(sink, unsealing(CONTENTS), lambda _done, _total: None)
    return [*sealer.head_lines().split("\n"), *sink.getvalue().decode().splitlines()]


def first_block(stream: int) -> int:
    """The place of the first block of a stream; 0 is the manifest, 1 the first paper."""
    own = len(form.canonical_json(manifest(plan())).encode())
    sizes = [own, *(len(content) for content in CONTENTS.values())]
    return 2 + sum(form.chunk_count(size, form.MIN_CHUNK_BYTES) for size in sizes[:stream])


def _swapped(lines: Lines, one: int, other: int) -> Lines:
    changed = list(lines)
    changed[one], changed[other] = changed[other], changed[one]
    return changed


def _flipped(lines: Lines, place: int, offset: int) -> Lines:
    """One bit of one sealed byte, and base64 again."""
    start, end = len(form.BLOCK_START), -len(form.BLOCK_END)
    sealed = bytearray(base64.b64decode(lines[place][start:end]))
    sealed[offset] ^= 1
    text = base64.b64encode(sealed).decode()
    return _with(lines, place, f"{form.BLOCK_START}{text}{form.BLOCK_END}")


def _with(lines: Lines, place: int, line: str) -> Lines:
    return [*lines[:place], line, *lines[place + 1 :]]


def _reworded(lines: Lines, place: int, change: Callable[[dict[str, Any]], None]) -> Lines:
    """An open line with other fields and a fitting checksum, as an attacker would write it."""
    text = lines[place].split(">", 1)[1].removesuffix(form.BLOCK_END)
    fields = json.loads(text)
    change(fields)
    other = form.canonical_json(fields)
    checksum = hashlib.sha256(other.encode()).hexdigest()
    name = ("bundle-head", "bundle-lock")[place]
    return _with(
        lines,
        place,
        f'<script type="application/json" id="{name}" data-sha256="{checksum}">{other}</script>',
    )


def _set(name: str, value: object) -> Callable[[dict[str, Any]], None]:
    return lambda fields: fields.update({name: value})


def _other_key_wrapped() -> str:
    kek = form.key_from_words(WORDS, FIXED.salt, FIXED.iterations)
    wrapped = AESGCM(kek).encrypt(FIXED.wrap_nonce, b"\x07" * 32, form.WRAP_LABEL)
    return base64.b64encode(wrapped).decode()


def vectors() -> dict[str, tuple[str, dict[str, Any]]]:
    """Name to (data lines, expected outcome)."""
    good = sealed_lines(plan())
    invoice, brief = first_block(1), first_block(2)
    changed = {
        "flipped-byte": (_flipped(good, invoice + 1, 500), "damaged"),
        "flipped-tag": (_flipped(good, invoice, -1), "damaged"),
        "flipped-manifest": (_flipped(good, 2, 10), "damaged"),
        "not-base64": (_with(good, invoice, good[invoice].replace("A", "*", 1)), "damaged"),
        "salt-damaged": (_with(good, 1, good[1].replace('"salt":"', '"salt":"A')), "damaged"),
        "chunks-swapped": (_swapped(good, invoice, invoice + 1), "damaged"),
        "chunks-swapped-across-papers": (_swapped(good, invoice, brief), "damaged"),
        "chunk-doubled": ([*good[: invoice + 1], *good[invoice:]], "damaged"),
        "chunk-repeated": (_with(good, invoice + 1, good[invoice]), "damaged"),
        "last-chunk-dropped": ([*good[: invoice + 2], *good[invoice + 3 :]], "cut-off"),
        "last-chunk-dropped-head-adjusted": (
            _reworded(
                [*good[: invoice + 2], *good[invoice + 3 :]], 0, _set("chunks", len(good) - 4)
            ),
            "damaged",
        ),
        "cut-off": ([*good[:invoice], good[invoice][:700]], "cut-off"),
        "cut-off-before-end-line": (good[:-1], "cut-off"),
        "cut-off-in-head": ([good[0][:200]], "cut-off"),
        "iterations-1": (_reworded(good, 1, _set("iterations", 1)), "unsafe"),
        "iterations-10-9": (_reworded(good, 1, _set("iterations", 10**9)), "unsafe"),
        "iterations-text": (_reworded(good, 1, _set("iterations", "1000000")), "damaged"),
        "chunk-bytes-absurd": (_reworded(good, 0, _set("chunk_bytes", 2**40)), "unsafe"),
        "newer-version": (_reworded(good, 0, _set("version", 2)), "too-new"),
        "other-content-key": (
            _reworded(good, 1, _set("wrapped_key", _other_key_wrapped())),
            "damaged",
        ),
    }
    result = {
        "opens": (good, _opening(WORDS)),
        "opens-typed-freely": (
            good,
            _opening(" Harvest\tOBLONG\u00a0 tidy\ncobweb–unpaved drop down "),
        ),
        "opens-bare-test": (
            sealed_lines(bare_plan()),
            {"outcome": "opens", "words": WORDS, "manifest": manifest(bare_plan())},
        ),
        "wrong-words": (good, {"outcome": "wrong-words", "words": "harvest oblong tidy cobweb"}),
    } | {
        name: (lines, {"outcome": outcome, "words": WORDS})
        for name, (lines, outcome) in changed.items()
    }
    return {name: ("\n".join(lines) + "\n", expected) for name, (lines, expected) in result.items()}


def _opening(words: str) -> dict[str, Any]:
    return {"outcome": "opens", "words": words, "manifest": manifest(plan())}


def write_vectors() -> None:
    """Write every vector beside this file."""
    for name, (text, expected) in vectors().items():
        (HERE / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
        outcome = json.dumps(expected, indent=1, sort_keys=True, ensure_ascii=True) + "\n"
        (HERE / f"{name}.json").write_text(outcome, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_vectors()
