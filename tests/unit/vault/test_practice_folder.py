"""A practice is made, opened by each slot, and its slots are changed."""

import dataclasses
import stat
import unicodedata
from pathlib import Path

import pytest

from lawdesk.errors import FieldError, RuleError, StorageError, UnlockError
from lawdesk.vault import practice_folder, strict_json
from lawdesk.vault.keys import KeyPayload
from lawdesk.vault.passphrase_slot import LOWEST, STANDARD, WrongPassphrase
from lawdesk.vault.practice_folder import (
    OpenKeys,
    change_passphrase,
    create_practice,
    open_with_keyring,
    open_with_passphrase,
    open_with_recovery,
    remove_superseded_slots,
    renew_recovery,
    replace_payload,
)
from lawdesk.vault.practice_list import delay_seconds, list_practices
from lawdesk.vault.recovery import RecoveryIdentity
from practice_folders import LABEL, PASSPHRASE, copy_practice, snapshot


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "practice"


@pytest.fixture
def opened(folder: Path) -> tuple[OpenKeys, RecoveryIdentity]:
    return copy_practice(folder)


def test_a_practice_at_full_cost(folder: Path) -> None:
    keys, identity = create_practice(folder, "six words", "  Law   Office ", STANDARD)
    assert keys.label == "Law Office"
    assert open_with_passphrase(folder, "six words").payload == keys.payload
    assert open_with_recovery(folder, identity.text).payload == keys.payload
    assert b'"memory_kib": 262144' in (folder / "keys.pass").read_bytes()


def test_files_are_private_and_hold_no_secret(
    folder: Path, opened: tuple[OpenKeys, RecoveryIdentity]
) -> None:
    keys, identity = opened
    assert names(folder) == ["keys.pass", "keys.recovery.age", "vault.json"]
    payload = keys.payload
    secrets = [bytes(payload.database_key), payload.database_key.hex().encode()]
    secrets += [payload.document_identities[0].encode(), payload.database_salt.hex().encode()]
    secrets += [identity.text.encode(), identity.text[16:].encode(), PASSPHRASE.strip().encode()]
    for path in folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        content = path.read_bytes().lower()
        assert not [secret for secret in secrets if secret.lower() in content]


def test_fresh_folder_is_private(folder: Path) -> None:
    create_practice(folder, "x", "Office", LOWEST)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_composed_or_decomposed_but_spaces_count(
    folder: Path, opened: tuple[OpenKeys, RecoveryIdentity]
) -> None:
    for form in ("NFC", "NFD"):
        typed = unicodedata.normalize(form, PASSPHRASE)
        keys = open_with_passphrase(folder, typed)
        assert keys == dataclasses.replace(opened[0], opened_by="passphrase")
    with pytest.raises(WrongPassphrase):
        open_with_passphrase(folder, PASSPHRASE.strip())


@pytest.mark.usefixtures("opened")
def test_wrong_passphrases_read_the_same_and_change_nothing(folder: Path) -> None:
    before = snapshot(folder)
    seen = set()
    for typed in ("", "wrong", PASSPHRASE.upper(), "x" * 5000, "\ud800"):
        with pytest.raises(WrongPassphrase) as caught:
            open_with_passphrase(folder, typed)
        seen.add(str(caught.value))
    assert len(seen) == 1
    assert snapshot(folder) == before


def test_change_passphrase(folder: Path, opened: tuple[OpenKeys, RecoveryIdentity]) -> None:
    keys, identity = opened
    change_passphrase(folder, keys, "the new one", LOWEST)
    assert names(folder) == ["keys.2.pass", "keys.recovery.age", "vault.json"]
    assert open_with_passphrase(folder, "the new one").payload == keys.payload
    assert open_with_recovery(folder, identity.text).payload == keys.payload
    with pytest.raises(WrongPassphrase):
        open_with_passphrase(folder, PASSPHRASE)


def test_lost_passphrase_file_is_rebuilt_from_the_recovery_key(
    folder: Path, opened: tuple[OpenKeys, RecoveryIdentity]
) -> None:
    (folder / "keys.pass").unlink()
    with pytest.raises(UnlockError, match=r"keys\.pass is missing"):
        open_with_passphrase(folder, PASSPHRASE)
    keys = open_with_recovery(folder, "\u00a0".join(opened[1].groups()).lower())
    change_passphrase(folder, keys, "rebuilt", LOWEST)
    assert open_with_passphrase(folder, "rebuilt").payload == opened[0].payload


def test_renewed_recovery_key(folder: Path, opened: tuple[OpenKeys, RecoveryIdentity]) -> None:
    keys, old = opened
    new = renew_recovery(folder, keys)
    assert open_with_recovery(folder, new.text).payload == keys.payload
    with pytest.raises(UnlockError, match="not the one of this practice"):
        open_with_recovery(folder, old.text)
    assert names(folder) == ["keys.2.recovery.age", "keys.pass", "vault.json"]


def test_new_payload_behind_every_slot(
    folder: Path, opened: tuple[OpenKeys, RecoveryIdentity]
) -> None:
    keys, identity = opened
    newer = dataclasses.replace(
        keys.payload,
        document_identities=(
            *KeyPayload.generate().document_identities,
            *keys.payload.document_identities,
        ),
        generation=2,
    )
    with pytest.raises(WrongPassphrase):
        replace_payload(folder, keys, newer, "wrong", cost=LOWEST)
    assert replace_payload(folder, keys, newer, PASSPHRASE, cost=LOWEST).payload == newer
    assert open_with_passphrase(folder, PASSPHRASE).payload == newer
    assert open_with_recovery(folder, identity.text).payload == newer
    assert names(folder) == ["keys.2.pass", "keys.2.recovery.age", "vault.json"]
    with pytest.raises(ValueError, match="generation"):
        replace_payload(folder, keys, keys.payload, PASSPHRASE, cost=LOWEST)


def test_new_keys_are_never_sealed_to_a_stranger(
    folder: Path, opened: tuple[OpenKeys, RecoveryIdentity]
) -> None:
    keys, _identity = opened
    members = strict_json.parse_checked((folder / "vault.json").read_bytes())
    slots = members["slots"]
    assert isinstance(slots, list)
    slots[1]["recipient"] = RecoveryIdentity.generate().recipient
    (folder / "vault.json").write_bytes(strict_json.with_checksum(members))
    newer = dataclasses.replace(keys.payload, generation=2)
    before = snapshot(folder)
    with pytest.raises(StorageError, match="recovery entry of this practice was altered"):
        replace_payload(folder, keys, newer, PASSPHRASE, cost=LOWEST)
    assert snapshot(folder) == before
    sheet = renew_recovery(folder, keys)
    replace_payload(folder, keys, newer, PASSPHRASE, cost=LOWEST)
    assert open_with_recovery(folder, sheet.text).payload == newer


def test_subkeys_differ_by_purpose_and_practice() -> None:
    one, two = KeyPayload.generate(), KeyPayload.generate()
    assert len({one.subkey("a"), one.subkey("b"), two.subkey("a"), bytes(one.database_key)}) == 4
    assert one.subkey("a") == KeyPayload.from_json(one.to_json()).subkey("a")


@pytest.mark.usefixtures("opened")
def test_a_practice_is_never_made_over_another(folder: Path) -> None:
    before = snapshot(folder)
    with pytest.raises(RuleError, match="already holds a practice"):
        create_practice(folder, "x", "Office", LOWEST)
    assert snapshot(folder) == before


@pytest.mark.parametrize("label", ["", "  ", "a\x00b", "x" * 201, "a\u202eb"])
def test_labels_that_cannot_be(folder: Path, label: str) -> None:
    with pytest.raises(FieldError):
        create_practice(folder, "x", label, LOWEST)
    assert not folder.exists()


def test_an_empty_passphrase_is_refused(
    folder: Path, opened: tuple[OpenKeys, RecoveryIdentity]
) -> None:
    with pytest.raises(FieldError):
        change_passphrase(folder, opened[0], "   ", LOWEST)


@pytest.mark.usefixtures("opened")
def test_keys_of_one_practice_do_not_touch_another(folder: Path, tmp_path: Path) -> None:
    other, _identity = create_practice(tmp_path / "other", "x", "Other", LOWEST)
    before = snapshot(folder)
    with pytest.raises(StorageError, match="Another practice"):
        change_passphrase(folder, other, "y", LOWEST)
    assert snapshot(folder) == before


@pytest.mark.usefixtures("opened")
def test_slot_files_of_another_practice_are_named_as_such(folder: Path, tmp_path: Path) -> None:
    create_practice(tmp_path / "other", PASSPHRASE, "Other", LOWEST)
    (folder / "keys.pass").write_bytes((tmp_path / "other" / "keys.pass").read_bytes())
    with pytest.raises(UnlockError, match="belongs to another practice"):
        open_with_passphrase(folder, PASSPHRASE)


def test_practices_are_listed_with_their_problems(
    folder: Path, tmp_path: Path, opened: tuple[OpenKeys, RecoveryIdentity]
) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "vault.json").write_text("{")
    (tmp_path / "unrelated").mkdir()
    broken, good = list_practices(tmp_path)
    assert (good.folder, good.label, good.vault_id) == (folder, LABEL, opened[0].vault_id)
    assert good.problem is None
    assert broken.problem == "vault.json is damaged; nothing was changed."
    assert list_practices(tmp_path / "nowhere") == ()


@pytest.mark.usefixtures("opened")
def test_left_over_slots_are_swept_only_when_not_named(folder: Path) -> None:
    (folder / "keys.7.pass").write_bytes(b"old")
    (folder / "keys.txt").write_bytes(b"not ours")
    remove_superseded_slots(folder)
    assert names(folder) == ["keys.pass", "keys.recovery.age", "keys.txt", "vault.json"]
    (folder / "vault.json").write_text("{")
    remove_superseded_slots(folder)
    assert "keys.pass" in names(folder)


@pytest.mark.usefixtures("opened")
def test_no_keychain_slot_means_asking(folder: Path) -> None:
    assert open_with_keyring(folder) is None


def test_the_delay_grows_and_ends_at_half_a_minute() -> None:
    delays = [delay_seconds(tries) for tries in range(1, 12)]
    assert delays == [0, 0, 1, 2, 4, 8, 16, 30, 30, 30, 30]
    assert delay_seconds(10**9) == 30


def test_wiping_the_keys(folder: Path, opened: tuple[OpenKeys, RecoveryIdentity]) -> None:
    keys = open_with_passphrase(folder, PASSPHRASE)
    keys.wipe()
    assert bytes(keys.payload.database_key) == bytes(32)
    assert bytes(opened[0].payload.database_key) != bytes(32)


def test_a_slot_that_does_not_reopen_never_takes_effect(
    folder: Path, opened: tuple[OpenKeys, RecoveryIdentity]
) -> None:
    new = practice_folder._NewSlot("passphrase", b"spoilt on the way", lambda _kept: None)
    practice = practice_folder._same_practice(folder, opened[0])
    before = snapshot(folder)
    with pytest.raises(StorageError, match="did not open when it was tested"):
        practice_folder._write_slots(folder, practice, opened[0].payload, (new,))
    assert snapshot(folder) == before
