"""Writing a bundle: proved before it is kept, nothing in clear, nothing left behind."""

import base64
import hashlib
import json
import os
import re
import stat
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from formats.bundle import make_vectors
from lawdesk.domain.bundles import BundleFile, BundlePlan
from lawdesk.errors import Cancelled, ExportError, RuleError
from lawdesk.exports.bundle_format import normal_words
from lawdesk.exports.bundle_html import verify_bundle_html, write_bundle_html
from lawdesk.exports.bundle_page import page_start
from lawdesk.exports.bundle_seal import Unseal
from lawdesk.exports.client_texts import LANGUAGES
from lawdesk.paths import resources
from lawdesk.progress import Report, silent

WORDS = make_vectors.WORDS
_PLACES = re.compile(r"\{\w+\}")


def planned(*contents: bytes) -> tuple[BundlePlan, Unseal]:
    """A plan over these papers, and what unseals them."""
    by_name = {f"paper-{place}.pdf": content for place, content in enumerate(contents)}
    files = tuple(
        BundleFile(
            name=f"paper-{place}.pdf",
            title=f"Transcript {place}",
            media_type="application/pdf",
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            source=str(place),
        )
        for place, content in enumerate(contents)
    )
    plan = replace(make_vectors.plan(), files=files)
    return plan, make_vectors.unsealing(by_name)


def test_receipt_tells_what_is_on_disk(tmp_path: Path) -> None:
    plan, unseal = planned(os.urandom(2_500_000), b"", os.urandom(1 << 20))
    target = tmp_path / plan.file_name
    told: list[tuple[int, int]] = []
    receipt = write_bundle_html(
        plan, target, WORDS, unseal, lambda done, total: told.append((done, total))
    )
    written = target.read_bytes()
    assert receipt.sha256 == hashlib.sha256(written).hexdigest()
    assert receipt.size == len(written)
    assert (receipt.path, receipt.files) == (target, plan.files)
    assert list(tmp_path.iterdir()) == [target]
    assert told == sorted(told)
    assert told[-1] == (2 * plan.size, 2 * plan.size)
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    verify_bundle_html(target, WORDS.upper(), plan)


def test_nothing_of_the_content_is_in_clear(tmp_path: Path) -> None:
    plan, unseal = planned(b"a secret-in-a-paper")
    target = tmp_path / plan.file_name
    write_bundle_html(plan, target, WORDS, unseal, silent)
    page = target.read_text(encoding="utf-8")
    plain = page + "".join(
        base64.b64decode(block).decode("latin-1")
        for block in re.findall(r'octet-stream">([^<]*)<', page)
    )
    names = "Helen|marsh|555 010|María|Alvarez|Northgate|paper-0|Transcript|harvest|oblong"
    secrets = [*names.split("|"), "brief", "1,150", "secret-in", plan.files[0].sha256]
    assert [secret for secret in secrets if secret in plain] == []


@pytest.mark.parametrize("before", [None, b"an earlier file"])
@pytest.mark.parametrize("content", [b"as changed", b"as planned and more", b"as plan", b""])
def test_a_changed_paper_leaves_nothing_behind(
    tmp_path: Path, before: bytes | None, content: bytes
) -> None:
    plan, _unseal = planned(b"as planned")
    other = make_vectors.unsealing({"paper-0.pdf": content})
    target = tmp_path / plan.file_name
    if before is not None:
        target.write_bytes(before)
    with pytest.raises(ExportError, match="not what was planned"):
        write_bundle_html(plan, target, WORDS, other, silent)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == ([before] if before else [])


def cancelling_at(moment: int) -> Report:
    """Progress that a lawyer stops at its n-th sign of life."""
    steps = iter(range(100))

    def report(_done: int, _total: int) -> None:
        if next(steps) == moment:
            raise Cancelled

    return report


def test_cancelling_at_any_moment_leaves_nothing_behind(tmp_path: Path) -> None:
    plan, unseal = planned(os.urandom(2_200_000))
    for moment in range(6):
        report = cancelling_at(moment)
        with pytest.raises(Cancelled):
            write_bundle_html(plan, tmp_path / plan.file_name, WORDS, unseal, report)
        assert list(tmp_path.iterdir()) == []


def test_a_disk_that_changes_a_byte_is_found_before_the_file_is_kept(tmp_path: Path) -> None:
    plan, unseal = planned(os.urandom(3_000_000))

    def rot(done: int, _total: int) -> None:
        if done == plan.size:  # all written, not yet read back
            (half_done,) = tmp_path.iterdir()
            with half_done.open("r+b") as page:
                page.seek(half_done.stat().st_size // 2)
                page.write(b"A" * 8)

    with pytest.raises(ExportError, match="did not read back"):
        write_bundle_html(plan, tmp_path / plan.file_name, WORDS, unseal, rot)
    assert list(tmp_path.iterdir()) == []


def test_proof_compares_texts_papers_and_words(tmp_path: Path) -> None:
    plan, unseal = planned(b"one", b"two")
    target = tmp_path / plan.file_name
    write_bundle_html(plan, target, WORDS, unseal, silent)
    other_file = replace(plan.files[1], sha256="0" * 64)
    for wrong in (replace(plan, letter="?"), replace(plan, files=(plan.files[0], other_file))):
        with pytest.raises(ExportError):
            verify_bundle_html(target, WORDS, wrong)
    with pytest.raises(ExportError):
        verify_bundle_html(target, "other words", plan)


def test_no_words_or_a_bad_plan_write_nothing(tmp_path: Path) -> None:
    plan, unseal = planned(b"one")
    for bad, words in ((plan, " - "), (replace(plan, public_id="x"), WORDS)):
        with pytest.raises(RuleError):
            write_bundle_html(bad, tmp_path / "page.html", words, unseal, silent)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "typed",
    [
        "harvest-oblong",
        "  HARVEST   oblong\n",
        "Harvest\u00a0\u2011\u2014 Oblong",
        "ｈarvest\u3000oblong\ufeff",
        "-harvest\t\r\noblong-",
    ],
)
def test_words_are_the_same_however_they_are_typed(typed: str) -> None:
    assert normal_words(typed) == "harvest-oblong"


class _Elements(HTMLParser):
    """Every start tag with its attributes, and the text right behind it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), ""))

    def handle_endtag(self, _tag: str) -> None:
        self.found.append(("", {}, ""))  # what follows is no longer inside

    def handle_data(self, data: str) -> None:
        if self.found:
            tag, attributes, text = self.found[-1]
            self.found[-1] = (tag, attributes, text + data)


def elements_of(page: str) -> list[tuple[str, dict[str, str | None], str]]:
    parser = _Elements()
    parser.feed(page)
    return parser.found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_policy_names_the_only_script_and_style(language: str) -> None:
    elements = elements_of(page_start(language, ""))
    assert [tag for tag, _attributes, _text in elements[:3]] == ["html", "head", "meta"]
    policy = elements[2][1]["content"] or ""
    assert elements[2][1]["http-equiv"] == "Content-Security-Policy"
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        (text,) = [t for name, found, t in elements if name == tag and "type" not in found]
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    names = {name for _tag, attributes, _text in elements for name in attributes}
    assert not [name for name in names if name.startswith("on") or name in {"style", "src"}]


def test_encoding_is_told_early_enough_for_browsers() -> None:
    assert b'charset="utf-8"' in page_start("fr", "").encode()[:1024]


def test_without_script_the_page_says_so_and_has_no_form() -> None:
    elements = {a["id"]: a for _tag, a, _text in elements_of(page_start("en", "")) if "id" in a}
    assert "hidden" in elements["words-form"]
    assert "hidden" not in elements["no-script"]
    assert "<noscript>" in page_start("en", "")


def test_the_script_keeps_nothing_and_writes_no_markup() -> None:
    script = "".join(
        path.read_text(encoding="utf-8") for path in (resources() / "bundle").glob("*.js")
    )
    for forbidden in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval("):
        assert forbidden not in script
    for forbidden in ("localStorage", "sessionStorage", "indexedDB", "cookie", "fetch(", "caches"):
        assert forbidden not in script


def test_every_language_has_every_text_with_the_same_places() -> None:
    texts = resources() / "texts"
    english = json.loads((texts / "bundle_en.json").read_text(encoding="utf-8"))
    for language in LANGUAGES:
        own = json.loads((texts / f"bundle_{language}.json").read_text(encoding="utf-8"))
        assert set(own) == set(english)
        for name, text in english.items():
            assert sorted(_PLACES.findall(own[name])) == sorted(_PLACES.findall(text)), name


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_colours_are_readable_in_both_themes() -> None:
    css = (resources() / "bundle" / "style.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", css, re.DOTALL)[:2]
    for block in blocks:
        colour = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))
        for ground in ("paper", "raised", "accent-tint", "attention-tint", "wrong-tint"):
            assert _contrast(colour["ink"], colour[ground]) >= 4.5
        for ground in ("paper", "accent-tint"):
            assert _contrast(colour["quiet"], colour[ground]) >= 4.5
        assert _contrast(colour["accent"], colour["paper"]) >= 4.5
        assert _contrast(colour["on-accent"], colour["accent"]) >= 4.5
        assert _contrast(colour["edge"], colour["paper"]) >= 3
