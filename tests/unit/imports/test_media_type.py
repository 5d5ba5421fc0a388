"""What files are, by their first bytes."""

from __future__ import annotations

import pytest

from lawdesk.imports.media_type import UNKNOWN, sniff_media_type


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"PK\x03\x04\x14\x00", "application/zip"),
        ("Grüße aus Köln\n".encode(), "text/plain"),
        ("Grüß".encode()[:-1], "text/plain"),
        ("Grüße".encode("latin-1"), UNKNOWN),
        (b"", UNKNOWN),
        (b"MZ\x90\x00\x03", UNKNOWN),
        (b" %PDF-1.7", "text/plain"),
    ],
)
def test_bytes_tell_the_kind(head: bytes, media_type: str) -> None:
    assert sniff_media_type(head) == media_type
