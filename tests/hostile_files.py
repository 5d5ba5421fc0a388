"""Files a stranger could send: PDFs that want to do things, swell, or are broken; odd archives."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String


def plain_pdf(pages: int = 1, words: str = "") -> bytes:
    """A harmless PDF with these words on each page."""
    pdf = pikepdf.new()
    for _page in range(pages):
        pdf.add_blank_page(page_size=(300, 300))
    if words:
        font = pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        )
        for page in pdf.pages:
            page.Resources = Dictionary(Font=Dictionary(F1=font))
            page.Contents = pdf.make_stream(f"BT /F1 12 Tf 20 200 Td ({words}) Tj ET".encode())
    return saved(pdf)


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    """The bytes of a PDF."""
    out = io.BytesIO()
    pdf.save(out, **options)  # type: ignore[arg-type]
    pdf.close()
    return out.getvalue()


def pdf_with(change: Callable[[pikepdf.Pdf], object], **options: object) -> bytes:
    """A one-page PDF after `change`."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 300))
    change(pdf)
    return saved(pdf, **options)


def javascript(pdf: pikepdf.Pdf) -> None:
    """A script in the tree of names."""
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))


def hidden_javascript(pdf: pikepdf.Pdf) -> None:
    """A script three dictionaries deep in a note on the page."""
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
    note.A = Dictionary(S=Name.GoTo, D=Array([0]), Next=Array([Dictionary(X=script)]))
    pdf.pages[0].Annots = Array([note])


def open_action(pdf: pikepdf.Pdf) -> None:
    """Leads into the network as soon as it is opened."""
    pdf.Root.OpenAction = Dictionary(S=Name.URI, URI=String("http://evil.example/"))


def launch(pdf: pikepdf.Pdf) -> None:
    """Starts a program on a click."""
    action = Dictionary(S=Name.Launch, F=String("cmd.exe"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    pdf.pages[0].Annots = Array([link])


def embedded(pdf: pikepdf.Pdf) -> None:
    """Carries a program."""
    pdf.attachments["invoice.pdf.exe"] = b"MZ\x90\x00"


def xfa(pdf: pikepdf.Pdf) -> None:
    """A form in Adobe's own language."""
    pdf.Root.AcroForm = Dictionary(XFA=String("<xdp/>"), Fields=Array([]))


def remote(pdf: pikepdf.Pdf) -> None:
    """Leads to a file on another computer."""
    action = Dictionary(S=Name.GoToR, F=String("\\\\evil\\share\\x.pdf"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    pdf.pages[0].Annots = Array([link])


def locked_pdf(user: str = "secret") -> bytes:
    """Opens with a password only; an empty one only forbids."""
    lock = pikepdf.Encryption(owner="owner", user=user)
    return pdf_with(lambda _pdf: None, encryption=lock)


def swelling_pdf(bytes_out: int, *, twice: bool = False) -> bytes:
    """A few kilobytes whose object stream unpacks to `bytes_out`."""
    packer = zlib.compressobj(9)
    piece, packed = b" " * (1 << 20), b""
    for _part in range(bytes_out >> 20):
        packed += packer.compress(piece)
    packed += packer.flush()
    filters = "/FlateDecode"
    if twice:
        packed, filters = zlib.compress(packed, 9), "[/FlateDecode /FlateDecode]"
    head = f"1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter {filters} /Length {len(packed)} >>\n"
    tail = b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
    return b"%PDF-1.7\n" + head.encode() + b"stream\n" + packed + tail


def pdf_with_picture(width: int, height: int) -> bytes:
    """Says it holds a picture of that size."""

    def add(pdf: pikepdf.Pdf) -> None:
        picture = pdf.make_stream(
            b"\x00" * 10,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=width,
            Height=height,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
        )
        pdf.pages[0].Resources = Dictionary(XObject=Dictionary(I=picture))
        pdf.pages[0].Contents = pdf.make_stream(b"q 300 0 0 300 0 0 cm /I Do Q")

    return pdf_with(add)


def pdf_without_pages() -> bytes:
    """Well formed, and empty."""
    return saved(pikepdf.new())


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is that large, with a small body."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\x00" * 1000)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", body), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def archive(entries: dict[str, bytes]) -> bytes:
    """A ZIP file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def word_file(*more: str) -> bytes:
    """As Word writes it, with more parts of these names."""
    parts = dict.fromkeys(("[Content_Types].xml", "_rels/.rels", "word/document.xml", *more), b"x")
    return archive(parts)


def archive_with_table(entries: int, table: int) -> bytes:
    """Only the end of a ZIP file, which says how many entries there are and how long their table
    is.
    """
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, entries, entries, table, 0, 0)
    return b"PK\x03\x04" + b"\x00" * 100 + end
