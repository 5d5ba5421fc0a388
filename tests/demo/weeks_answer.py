"""After the first bundle: the client has answered; the answer is filed, and the next papers go out
as one PDF and as a ZIP.

The client's side is played here without a browser: the bundle is opened with its words, and the
answer sealed to the key that lies in it, as docs/formats/reply.md has it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import struct
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from demo.acts import Acts
from demo.people import MATTER
from lawdesk.exports.bundle_open import OpenedBundle

MESSAGE = "Thank you. Both delivery notes are with this answer. I shall come to the hearing."
NOTES = ("delivery note March.txt", "delivery note April.txt")


def answer_of_client(page: Path, words: str) -> bytes:
    """The reply file that the client of this bundle mails: a message and two papers."""
    with page.open("rb") as stream:
        manifest = OpenedBundle(stream, words).manifest
    papers = [f"Delivered to Northgate: 40 pallets ({name}).\n".encode() for name in NOTES]
    return _sealed(manifest, papers)


def _sealed(bundle: dict[str, Any], papers: list[bytes]) -> bytes:
    public = base64.b64decode(bundle["reply"]["public_key"])
    asked = next((each["id"] for each in bundle["requests"]), None)
    said = {
        "format": "lawdesk-reply",
        "version": 1,
        "bundle": bundle["bundle"],
        "token": bundle["reply"]["token"],
        "sequence": 1_795_248_000_000,
        "written_at": "2026-11-21T08:00:00Z",
        "message": MESSAGE,
        "answers": [],
        "invoices": [
            {"number": each["number"], "verdict": "agreed", "amount": "", "reason": ""}
            for each in bundle["invoices"]
        ],
        "contact": None,
        "files": [
            {
                "name": name,
                "type": "text/plain",
                "size": len(paper),
                "sha256": hashlib.sha256(paper).hexdigest(),
                "request": asked,
            }
            for name, paper in zip(NOTES, papers, strict=True)
        ],
    }
    listed = json.dumps(said).encode()
    name = str(bundle["bundle"]).encode()
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
    suite = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    info = b"lawdesk/reply/v1" + name + hashlib.sha256(public).digest()
    plain = struct.pack(">I", len(listed)) + listed + b"".join(papers)
    head = b"LDREPLY\n\x01\x00\x10\x00\x01\x00\x02" + bytes([len(name)]) + name
    return head + suite.encrypt(plain, key, info)


class Answer(Acts):
    """Monday, 23 November 2026."""

    def play(self) -> None:
        """The morning."""
        self.note_handing_over()
        self.take_in_answer()
        self.file_answer()
        self.write_as("PDF")
        self.write_as("ZIP")

    def note_handing_over(self) -> None:
        """The bundle went by mail, and the words by phone."""
        hands = self.hands
        self.show_matter(MATTER, "Bundles")
        hands.click_row("Bundles", "1")
        hands.click("Note handing over")
        hands.click("Note it")
        hands.wait_for_text("It is noted that the bundle was handed over.")
        self.shoot("bundle-log")

    def take_in_answer(self) -> None:
        """Her reply file lies in the folder for downloads."""
        page = next(self.target.glob("bundle-*.html"))
        words = (self.target / "bundle-passphrase.txt").read_text(encoding="utf-8").strip()
        reply = self.target / f"reply-{page.stem.removeprefix('bundle-')}.lawdesk"
        reply.write_bytes(answer_of_client(page, words))
        hands = self.hands
        hands.press("Ctrl+8")
        hands.give_path(reply)
        hands.click("Take in a reply…")
        hands.all_answered()
        hands.wait_for_text("I have read it")
        self.shoot("reply")

    def file_answer(self) -> None:
        """Each part where it belongs."""
        hands = self.hands
        hands.click("I have read it")
        for name in NOTES:
            hands.click("File it…")
            hands.wait_for_text("File the paper")
            self.shoot(f"reply-{name.rpartition(' ')[2].removesuffix('.txt').lower()}")
            hands.click("File it")
            hands.wait_for_text("is filed")
        self.shoot("reply-filed")

    def write_as(self, form: str) -> None:
        """Everything again in another format, as for a phone or an IT department."""
        hands = self.hands
        self.show_matter(MATTER, "Timeline")
        hands.click("Bundle for the client")
        hands.wait_for_text("Write bundle")
        hands.choose("Format", form)
        hands.type_into("Letter to the client", "Here is everything once more.")
        hands.give_path(self.target)
        hands.click("Change folder…")
        hands.all_answered()
        words = self.write_bundle_now(f"bundle-{form.lower()}-words")
        made = next(self.target.glob(f"secure-*.{form.lower()}"))
        made.rename(self.target / f"bundle.{form.lower()}")
        self.keep_private(f"bundle-{form.lower()}-passphrase.txt", words)
