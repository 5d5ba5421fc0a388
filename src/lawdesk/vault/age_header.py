"""The header of an age file, looked at before any key work is done.

What belongs here: limits. A stranger's file may ask for gigabytes of scrypt or hold a hundred
thousand stanzas; such a file is refused from its first bytes.
"""

from typing import BinaryIO

MAX_HEADER_BYTES = 64 * 1024
MAX_STANZAS = 20
MAX_SCRYPT_LOG_N = 18
_FIRST_LINE = b"age-encryption.org/v1"


class UnsafeHeader(ValueError):
    """The header is not one of an age file, or asks for more work than is allowed."""


def check_age_header(stream: BinaryIO) -> None:
    """Raise UnsafeHeader unless the binary age file at `stream` may be decrypted.

    Reads from the current position and returns there.
    """
    start = stream.tell()
    data = stream.read(MAX_HEADER_BYTES)
    stream.seek(start)
    lines = data.split(b"\n")
    if lines[0] != _FIRST_LINE:
        raise UnsafeHeader("not an age file")
    end = next((at for at, line in enumerate(lines[:-1]) if line.startswith(b"--- ")), None)
    if end is None:
        raise UnsafeHeader("the header does not end where it should")
    stanzas = [line.split(b" ")[1:] for line in lines[1:end] if line.startswith(b"-> ")]
    if not 1 <= len(stanzas) <= MAX_STANZAS:
        raise UnsafeHeader("no stanza or too many")
    for words in stanzas:
        _check_stanza(words)


def _check_stanza(words: list[bytes]) -> None:
    if words[0] != b"scrypt":
        return
    if len(words) != 3 or not words[2].isdigit() or len(words[2]) > 2:
        raise UnsafeHeader("a scrypt stanza that cannot be read")
    if int(words[2]) > MAX_SCRYPT_LOG_N:
        raise UnsafeHeader("scrypt asks for too much work")
