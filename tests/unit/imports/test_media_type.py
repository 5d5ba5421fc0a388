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
        (b"II*\x00\x08", "image/tiff"),
        (b"\x00\x00\x00\x18ftypheic\x00", "image/heic"),
        (b"\x00\x00\x00\x18ftypmp42\x00", UNKNOWN),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"MZ\x90\x00\x03", "application/vnd.microsoft.portable-executable"),
        (b"\x7fELF\x02", "application/x-executable"),
        (b"\x4c\x00\x00\x00\x01\x14\x02\x00", "application/x-executable"),
        (b"#!/bin/sh\n", "text/x-script"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
        (b"\x78\x9f\x3e\x22\x01", "application/vnd.ms-tnef"),
        (b"{\\rtf1\\ansi", "application/rtf"),
        (b"<!DOCTYPE html>\n<p>", "text/html"),
        (b"\xef\xbb\xbf  <HTML>", "text/html"),
        (b"<!-- x --><script>1</script>", "text/html"),
        (b'<?xml version="1.0"?>\n<svg xmlns=""', "image/svg+xml"),
        (b'<?xml version="1.0"?>\n<invoice>', "text/plain"),
        (b"From: a@b.example\r\nSubject: x\r\n\r\n", "message/rfc822"),
        (b"Received: from x\r\n\tby y\r\nDate: now\r\n", "message/rfc822"),
        (b"From: the desk of Helen\n\nDear all,", "text/plain"),
        (b"Note: buy milk\n", "text/plain"),
        ("Grüße aus Köln\n".encode(), "text/plain"),
        ("Grüß".encode()[:-1], "text/plain"),
        ("Grüße aus Köln am Rhein".encode("latin-1"), "text/plain"),
        ("Grüße".encode("utf-16"), "text/plain"),
        (b"", UNKNOWN),
        (bytes(range(256)), UNKNOWN),
        (b"\xff\xfe\x00\x00\x01", UNKNOWN),
        (b" %PDF-1.7", "text/plain"),
    ],
)
def test_bytes_tell_the_kind(head: bytes, media_type: str) -> None:
    assert sniff_media_type(head) == media_type
