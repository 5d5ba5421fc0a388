"""Which ways a bundle and its words may go, and what is advised."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lawdesk.domain.bundle_contents import strictest
from lawdesk.domain.bundle_handover import (
    FileChannel,
    WordsChannel,
    allowed_channels,
    check_channel,
    check_words_channel,
    fits_pdf,
    format_advice,
    must_hide_names,
    should_renew,
)
from lawdesk.domain.bundles import BundleFormat, WordsKind
from lawdesk.domain.matters import Sensitivity
from lawdesk.errors import FieldError


def test_the_most_careful_matter_decides() -> None:
    assert strictest([]) is Sensitivity.ORDINARY
    assert strictest([Sensitivity.SECRET, Sensitivity.ORDINARY]) is Sensitivity.SECRET
    assert strictest([Sensitivity.ORDINARY, Sensitivity.SENSITIVE]) is Sensitivity.SENSITIVE


@pytest.mark.parametrize("channel", list(FileChannel))
def test_only_secret_matters_close_ways(channel: FileChannel) -> None:
    for level in (Sensitivity.ORDINARY, Sensitivity.SENSITIVE):
        check_channel(channel, level)
    if channel in (FileChannel.MAIL, FileChannel.SHARE):
        with pytest.raises(FieldError) as refused:
            check_channel(channel, Sensitivity.SECRET)
        assert refused.value.field == "channel"
    else:
        check_channel(channel, Sensitivity.SECRET)
    assert allowed_channels(Sensitivity.ORDINARY)[0] is FileChannel.MAIL


@pytest.mark.parametrize("channel", list(FileChannel))
@pytest.mark.parametrize("kind", list(WordsKind))
def test_words_never_go_by_mail(channel: FileChannel, kind: WordsKind) -> None:
    with pytest.raises(FieldError) as refused:
        check_words_channel(channel, WordsChannel.MAIL, kind)
    assert refused.value.field == "words_channel"
    check_words_channel(channel, WordsChannel.PHONE, kind)


def test_words_are_known_only_where_they_were_agreed_or_printed() -> None:
    check_words_channel(FileChannel.MAIL, WordsChannel.KNOWN, WordsKind.STANDING)
    check_words_channel(FileChannel.MAIL, WordsChannel.KNOWN, WordsKind.TEST)
    with pytest.raises(FieldError):
        check_words_channel(FileChannel.MAIL, WordsChannel.KNOWN, WordsKind.FRESH)


def test_a_zip_hides_its_names_unless_the_matter_is_ordinary() -> None:
    assert [must_hide_names(level) for level in Sensitivity] == [False, True, True]


@pytest.mark.parametrize(
    ("papers", "wants_answer", "advised"),
    [
        (0, False, BundleFormat.PDF),
        (1, False, BundleFormat.PDF),
        (2, False, BundleFormat.HTML),
        (1, True, BundleFormat.HTML),
        (0, True, BundleFormat.HTML),
    ],
)
def test_the_format_follows_papers_and_answer(
    papers: int, wants_answer: bool, advised: BundleFormat
) -> None:
    assert format_advice(papers, wants_answer=wants_answer) is advised


def test_a_pdf_takes_64_bytes_not_64_signs() -> None:
    assert fits_pdf("a" * 64)
    assert not fits_pdf("a" * 65)
    assert not fits_pdf("é" * 33)


def test_words_are_renewed_after_a_year() -> None:
    agreed = date(2026, 1, 1)
    assert not should_renew(agreed, agreed + timedelta(days=365))
    assert should_renew(agreed, agreed + timedelta(days=366))
