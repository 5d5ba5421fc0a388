"""PDFs from anywhere, made fit to stand among ours: only their pages, only their look.

What belongs here: opening such a file within limits, saying why it cannot be shown, and leaving
behind whatever a page could do besides being looked at: scripts, actions, links, forms, embedded
files, references to other files. Comments and filled fields stay as they are seen.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from lawdesk.exports.bundle_pages.not_shown import NotShown, Why
from lawdesk.exports.pdf_limits import limit_unpacking

if TYPE_CHECKING:
    from pikepdf import Object, Pdf, Stream

MOST_PAGES = 2_000
LARGEST_STREAM = 24_000_000
"""A stream is held in memory while it is written; a larger one makes the paper an attachment."""
_MOST_OBJECTS = 400_000
_MOST_SECONDS = 20.0
_MOST_DEPTH = 40
BROKEN = (ValueError, TypeError, KeyError, AttributeError, RuntimeError, OverflowError)
"""What reading a PDF raises, beside pikepdf's own error, where it holds other things than told."""
_KEPT_OF_PAGE = frozenset(
    {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit"}
    | {"/Resources", "/Contents", "/Group"}
)
_KEPT_OF_TREE = frozenset({"/Type", "/Kids", "/Count"})
# What no object that a page can reach needs in order to be seen.
_STRIPPED = frozenset(
    {"/AA", "/AF", "/EF", "/JS", "/OpenAction", "/OPI", "/PieceInfo", "/Metadata", "/Ref"}
    | {"/StructParent", "/StructParents", "/Alternates"}
)


@dataclass(frozen=True, slots=True)
class CleanPdf:
    """A PDF with nothing but its pages; what it also was."""

    pdf: Pdf
    has_files: bool
    is_signed: bool


def open_clean(source: BinaryIO) -> CleanPdf:
    """The pages of the PDF in `source`, which is read as long as they are used.

    Raises NotShown where they cannot be shown, or could not be shown as they are.
    """
    from pikepdf import PasswordError, Pdf, PdfError

    limit_unpacking()
    try:
        pdf = Pdf.open(source, suppress_warnings=True)
        try:
            return _cleaned(pdf)
        except BaseException:
            pdf.close()
            raise
    except PasswordError as error:
        raise NotShown(Why.LOCKED) from error
    except (PdfError, *BROKEN) as error:
        raise NotShown(Why.DAMAGED) from error


def _cleaned(pdf: Pdf) -> CleanPdf:
    if pdf.is_encrypted:
        raise NotShown(Why.PROTECTED)
    if not _dictionary(pdf.Root.get("/Pages")).get("/Kids"):
        raise NotShown(Why.DAMAGED)
    if len(pdf.pages) > MOST_PAGES:
        raise NotShown(Why.TOO_LONG)
    _refuse_what_needs_more_than_pages(pdf)
    is_signed = _check_objects(pdf)
    if pdf.get_warnings():  # a repaired file may lack pages, and nobody would see which
        raise NotShown(Why.DAMAGED)
    for page in pdf.pages:
        if len([float(edge) for edge in page.mediabox]) != 4:
            raise NotShown(Why.DAMAGED)
    has_files = "/EmbeddedFiles" in _dictionary(pdf.Root.get("/Names"))
    _flatten(pdf)
    _level_page_tree(pdf)
    _strip_objects(pdf)
    _strip_frame(pdf)
    return CleanPdf(pdf, has_files, is_signed)


def _refuse_what_needs_more_than_pages(pdf: Pdf) -> None:
    root = pdf.Root
    if "/Collection" in root:
        raise NotShown(Why.PORTFOLIO)
    if _is_true(root.get("/NeedsRendering")):
        raise NotShown(Why.FORM)
    layers = _dictionary(_dictionary(root.get("/OCProperties")).get("/D"))
    if layers.get("/OFF") or str(layers.get("/BaseState", "/ON")) != "/ON":
        raise NotShown(Why.LAYERS)


def _check_objects(pdf: Pdf) -> bool:
    """Looks at every object once; says whether one of them is a signature."""
    from pikepdf import Dictionary, Stream

    until = time.monotonic() + _MOST_SECONDS
    is_signed = False
    for place, thing in enumerate(pdf.objects):
        if place > _MOST_OBJECTS or time.monotonic() > until:
            raise NotShown(Why.TOO_LARGE)
        if isinstance(thing, Stream):
            _check_stream(thing)
        elif isinstance(thing, Dictionary) and "/ByteRange" in thing and "/Contents" in thing:
            is_signed = True
    return is_signed


def _check_stream(stream: Stream) -> None:
    if "/F" in stream or str(stream.get("/Subtype")) == "/PS":
        raise NotShown(Why.DAMAGED)  # its data lie in another file, or are a program
    length = stream.get("/Length")
    if not isinstance(length, int) or length > LARGEST_STREAM:
        raise NotShown(Why.TOO_LARGE)


def _flatten(pdf: Pdf) -> None:
    """Let filled fields and comments be part of the page; links and buttons go later."""
    form = _dictionary(pdf.Root.get("/AcroForm"))
    if "/XFA" in form:
        del form["/XFA"]
    if _is_true(form.get("/NeedAppearances")):
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")


def _level_page_tree(pdf: Pdf) -> None:
    """Give each page what it inherits, in one flat tree. Pages cannot be joined otherwise, and a
    tree that is at odds with itself is found out here.
    """
    pdf.add_blank_page()
    del pdf.pages[-1]


def _strip_objects(pdf: Pdf) -> None:
    for thing in pdf.objects:
        for part in _containers(thing, 0):
            for key in _STRIPPED & set(part.keys()):
                del part[key]


def _strip_frame(pdf: Pdf) -> None:
    """Leave of pages, their tree and the catalogue what makes them pages."""
    for page in pdf.pages:
        _keep(page.obj, _KEPT_OF_PAGE)
    for thing in pdf.objects:
        if str(_dictionary(thing).get("/Type")) == "/Pages":
            _keep(thing, _KEPT_OF_TREE)
    _keep(pdf.Root, frozenset({"/Type", "/Pages"}))
    for key in {"/Info", "/Metadata"} & set(pdf.trailer.keys()):
        del pdf.trailer[key]


def _keep(thing: Object, kept: frozenset[str]) -> None:
    for key in set(thing.keys()) - kept:
        del thing[key]


def _containers(thing: Object, depth: int) -> Iterator[Object]:
    """Dictionaries and streams in `thing`, itself included; what it refers to comes by itself."""
    from pikepdf import Array, Dictionary, Stream

    if depth > _MOST_DEPTH:
        raise NotShown(Why.DAMAGED)
    if isinstance(thing, (Dictionary, Stream)):
        yield thing
        inner = [thing[key] for key in thing.keys()]  # noqa: SIM118 - a stream has no items
    elif isinstance(thing, Array):
        inner = list(thing)
    else:
        return
    for part in inner:
        if isinstance(part, (Array, Dictionary)) and not part.is_indirect:
            yield from _containers(part, depth + 1)


def _is_true(thing: object) -> bool:
    return isinstance(thing, bool) and thing


def _dictionary(thing: object) -> Object:
    """`thing` where it is a dictionary, else an empty one."""
    from pikepdf import Dictionary

    return thing if isinstance(thing, Dictionary) else Dictionary()
