"""The recovery key: an age identity on paper, and the slot that it opens.

What belongs here: how the key is printed in groups, how typed text becomes a key again, and which
sentence a typing fault gets. The slot is an ordinary age file; the public `age` program opens it.
"""

import random
import unicodedata
from dataclasses import dataclass, field
from typing import Self

from lawdesk.errors import UnlockError
from lawdesk.translation import _
from lawdesk.vault import bech32
from lawdesk.vault.keys import KeyPayload

PREFIX = "AGE-SECRET-KEY-1"
GROUP_LENGTH = 6
_CHECKSUM_PREFIX = "age-secret-key-"
_LENGTH = 58
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\u2043\ufe58\ufe63\uff0d"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_LOOKALIKES = {"O": "0", "I": "L", "1": "L", "B": "8"}


@dataclass(frozen=True)
class RecoveryIdentity:
    """A recovery key. `text` is what the public `age` program takes as an identity."""

    text: str = field(repr=False)

    @classmethod
    def generate(cls) -> Self:
        """A new recovery key from the system's random source."""
        from pyrage import x25519

        return cls(str(x25519.Identity.generate()))

    @classmethod
    def from_typed(cls, typed: str) -> Self:
        """The key that somebody typed or scanned; UnlockError names the fault and its group."""
        return cls(PREFIX + _checked(_letters(typed)))

    @property
    def recipient(self) -> str:
        """The public half (`age1…`), which seals but does not open."""
        from pyrage import x25519

        return str(x25519.Identity.from_str(self.text).to_public())

    def groups(self) -> tuple[str, ...]:
        """The ten groups as printed, numbered from 1; all begin after `PREFIX`."""
        body = self.text[len(PREFIX) :]
        return tuple(body[at : at + GROUP_LENGTH] for at in range(0, _LENGTH, GROUP_LENGTH))

    def asked_groups(self, count: int) -> tuple[int, ...]:
        """The numbers of `count` groups to be typed from the paper, in order, at random."""
        numbers = range(1, len(self.groups()) + 1)
        return tuple(sorted(random.SystemRandom().sample(numbers, count)))

    def group_matches(self, number: int, typed: str) -> bool:
        """Whether `typed` is group `number` of the paper, whatever its case and spaces."""
        return _letters(typed) == self.groups()[number - 1]


def seal(payload: KeyPayload, recipient: str) -> bytes:
    """The recovery slot: the payload as an age file to `recipient`."""
    import pyrage

    return pyrage.encrypt(payload.to_json(), [pyrage.x25519.Recipient.from_str(recipient)])


def open_slot(data: bytes, identity: RecoveryIdentity) -> KeyPayload:
    """The payload inside the recovery slot. Raises UnlockError."""
    import pyrage

    try:
        plain = pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(identity.text)])
        return KeyPayload.from_json(plain)
    except (pyrage.DecryptError, pyrage.IdentityError, ValueError) as error:
        raise UnlockError(
            _("The recovery key file is damaged or belongs to another key; nothing was changed."),
            _("Open with the passphrase and print a new recovery sheet, or restore a backup."),
        ) from error


def wrong_practice() -> UnlockError:
    """The sentence for a faultless recovery key that is not the one in force here."""
    return UnlockError(
        _("This recovery key is typed correctly, but it is not the one of this practice."),
        _("Compare the practice number on the sheet; an older sheet stops working with a new one."),
    )


def _letters(typed: str) -> str:
    """Upper case, without prefix, spaces of any kind, dashes and invisible marks."""
    dropped = _DASHES + _INVISIBLE
    plain = unicodedata.normalize("NFKC", typed.translate(dict.fromkeys(map(ord, dropped))))
    joined = "".join(c for c in plain if not c.isspace() and c not in dropped).upper()
    return joined.removeprefix(PREFIX.replace("-", ""))


def _checked(body: str) -> str:
    if not body:
        raise _typing_fault(_("No recovery key was typed."))
    _check_letters(body)
    lower = body.lower()
    if len(body) == _LENGTH and bech32.checksum_holds(_CHECKSUM_PREFIX, lower):
        return body
    slips = bech32.find_slips(_CHECKSUM_PREFIX, lower, _LENGTH)
    if slips:
        raise _typing_fault(_slip_text(slips[0], len(_groups_of(slips))))
    if len(body) != _LENGTH:
        raise _typing_fault(
            _("The recovery key has {typed} of its {length} characters.").format(
                typed=len(body), length=_LENGTH
            )
            if len(body) < _LENGTH
            else _("The recovery key has {typed} characters; it should have {length}.").format(
                typed=len(body), length=_LENGTH
            )
        )
    raise _typing_fault(_("More than one character of the recovery key is wrong."))


def _check_letters(body: str) -> None:
    for at, letter in enumerate(body):
        if letter.lower() not in bech32.ALPHABET:
            text = _("“{letter}” in group {group} cannot be part of a recovery key.").format(
                letter=letter, group=_group(at)
            )
            meant = _LOOKALIKES.get(letter)
            if meant:
                text += " " + _("It may be “{meant}”.").format(meant=meant)
            raise _typing_fault(text)


def _slip_text(slip: bech32.Slip, groups: int) -> str:
    if groups > 1:
        return _("One character of the recovery key is missing or too many.")
    sentence = {
        "wrong": _("One character in group {group} is wrong."),
        "swapped": _("Two neighbouring characters in group {group} are swapped."),
        "missing": _("One character is missing in group {group}."),
        "extra": _("There is one character too many in group {group}."),
    }[slip.kind]
    return sentence.format(group=_group(slip.position))


def _groups_of(slips: list[bech32.Slip]) -> set[int]:
    return {_group(slip.position) for slip in slips}


def _group(position: int) -> int:
    return min(position, _LENGTH - 1) // GROUP_LENGTH + 1


def _typing_fault(text: str) -> UnlockError:
    return UnlockError(text, _("Compare it with the sheet, group by group. Nothing was changed."))
