"""The key on paper: typing it in, slips, and the public age program as the judge."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judges import judge
from lawdesk.errors import UnlockError
from lawdesk.vault import recovery
from lawdesk.vault.bech32 import ALPHABET
from lawdesk.vault.keys import KeyPayload
from lawdesk.vault.recovery import PREFIX, RecoveryIdentity

KEY = RecoveryIdentity("AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFJX2EN8DP5K56MVD4HX7UR3WFES2WK4C9")
BODY = KEY.text[len(PREFIX) :]


def slip_text(typed: str) -> str:
    with pytest.raises(UnlockError) as caught:
        RecoveryIdentity.from_typed(typed)
    assert caught.value.hint is not None
    return caught.value.text


def test_the_sample_is_a_key_that_pyrage_takes() -> None:
    assert KEY.recipient.startswith("age1")


@pytest.mark.parametrize(
    "typed",
    [
        KEY.text,
        KEY.text.lower(),
        f"  {KEY.text}\r\n",
        BODY,
        " ".join(KEY.groups()).lower(),
        "\u00a0".join(KEY.groups()),
        "-".join(KEY.groups()),
        PREFIX.replace("-", "\u2011") + "\u2013".join(KEY.groups()),
        "\u200b".join(KEY.text),
        BODY.translate({ord(c): ord(c) + 0xFEE0 for c in BODY}),
    ],
)
def test_case_spaces_and_dashes_do_not_matter(typed: str) -> None:
    assert RecoveryIdentity.from_typed(typed) == KEY


def test_ten_groups_make_the_whole() -> None:
    assert len(KEY.groups()) == 10
    assert PREFIX + "".join(KEY.groups()) == KEY.text


def test_asked_groups_are_different_and_in_order() -> None:
    drawn = {KEY.asked_groups(2) for _ in range(300)}
    assert len(drawn) > 30
    assert all(1 <= first < second <= 10 for first, second in drawn)
    assert KEY.group_matches(2, " " + KEY.groups()[1].lower() + " ")
    assert not KEY.group_matches(1, KEY.groups()[9])


def test_a_swap_names_its_group() -> None:
    at = next(i for i in range(24, 30) if BODY[i] != BODY[i + 1])
    swapped = BODY[:at] + BODY[at + 1] + BODY[at] + BODY[at + 2 :]
    assert slip_text(swapped) == "Two neighbouring characters in group 5 are swapped."


@settings(deadline=None, max_examples=25)
@given(at=st.integers(0, 57), letter=st.sampled_from(ALPHABET.upper()))
def test_one_wrong_letter_names_its_group(at: int, letter: str) -> None:
    if letter == BODY[at]:
        return
    text = slip_text(BODY[:at] + letter + BODY[at + 1 :])
    assert f"group {at // 6 + 1} " in text


@settings(deadline=None, max_examples=25)
@given(at=st.integers(0, 57))
def test_a_missing_or_doubled_letter_is_named(at: int) -> None:
    assert "missing" in slip_text(BODY[:at] + BODY[at + 1 :])
    assert "too many" in slip_text(BODY[:at] + BODY[at] + BODY[at:])


def test_letters_that_no_key_has() -> None:
    assert slip_text("O" + BODY[1:]) == (
        "“O” in group 1 cannot be part of a recovery key. It may be “0”."
    )
    assert "group 10" in slip_text(BODY[:-1] + "é")


def test_other_faults() -> None:
    assert "No recovery key" in slip_text(" - ")
    assert "20 of its 58" in slip_text(BODY[:20])
    assert "116 characters" in slip_text(BODY + BODY)
    assert "More than one" in slip_text("QQQQ" + BODY[4:])


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=80))
def test_any_text_gets_a_sentence(typed: str) -> None:
    assert slip_text(typed)


def test_the_public_age_program_opens_the_slot(tmp_path: Path) -> None:
    age = judge("age")
    payload = KeyPayload.generate()
    identity = RecoveryIdentity.generate()
    (tmp_path / "identity.txt").write_text(identity.text + "\n")
    (tmp_path / "slot.age").write_bytes(recovery.seal(payload, identity.recipient))
    opened = subprocess.run(
        [age, "-d", "-i", tmp_path / "identity.txt", tmp_path / "slot.age"],
        capture_output=True,
        check=True,
    )
    assert opened.stdout == payload.to_json()


def test_what_the_public_age_program_sealed_opens_here() -> None:
    age = judge("age")
    payload = KeyPayload.generate()
    identity = RecoveryIdentity.generate()
    sealed = subprocess.run(
        [age, "-r", identity.recipient], input=payload.to_json(), capture_output=True, check=True
    )
    assert recovery.open_slot(sealed.stdout, identity) == payload


def test_every_flipped_byte_of_the_slot_is_refused() -> None:
    identity = RecoveryIdentity.generate()
    sealed = recovery.seal(KeyPayload.generate(), identity.recipient)
    for at in range(0, len(sealed), 5):
        broken = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(UnlockError):
            recovery.open_slot(broken, identity)
    for length in range(0, len(sealed), 41):
        with pytest.raises(UnlockError):
            recovery.open_slot(sealed[:length], identity)


def test_the_key_is_not_shown_by_accident() -> None:
    assert BODY not in repr(KEY)
    payload = KeyPayload.generate()
    assert payload.database_key.hex() not in repr(payload)
    assert payload.document_identities[0] not in repr(payload)
