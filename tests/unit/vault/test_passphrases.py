"""Words from the list, and what is said of one's own passphrase."""

import unicodedata

import pytest

from lawdesk.vault.passphrases import check_passphrase, generate_passphrase, word_list


def test_the_word_list_is_the_effs() -> None:
    words = word_list()
    assert len(set(words)) == len(words) == 7776
    assert words[0] == "abacus"
    assert words[-1] == "zoom"


def test_six_words_each_from_the_list_and_never_the_same() -> None:
    made = {generate_passphrase() for _ in range(200)}
    assert len(made) == 200
    for passphrase in made:
        assert len(set(passphrase.split(" "))) == 6
        assert set(passphrase.split(" ")) <= set(word_list())
        assert check_passphrase(passphrase).acceptable


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "six words"),
        ("Xk9#qL2", "Too short: 7 of at least 12"),
        ("passwordpassword", "Too easy to guess"),
        ("zse4rfvgy7ujm", "keyboard"),
        ("aaaaaaaaaaaaaaaa", "repeats itself"),
        ("Northgate Law", "name from your practice"),
    ],
)
def test_weak_ones_are_told_why(text: str, words: str) -> None:
    strength = check_passphrase(text, ["Northgate Law LLP", "Johanna Northgate"])
    assert not strength.acceptable
    assert words in strength.sentence


def test_long_and_composed_text_is_measured() -> None:
    assert check_passphrase("kanzlei am fluss mit rotem dach " * 40).acceptable
    decomposed = unicodedata.normalize("NFD", "Zürcher Tür öffnet früh")
    assert check_passphrase(decomposed).characters == len("Zürcher Tür öffnet früh")
