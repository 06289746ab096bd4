"""Files for the tests, made here: good ones, and each that has to be refused."""

import io
import zipfile

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>"
)


def a_pdf(*pages: str, password: str = "", script: str = "", attached: bytes = b"") -> bytes:
    """Write a PDF with one line a page, by hand as far as its words go."""
    writer = PdfWriter()
    font = DictionaryObject({
        NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Helvetica"),
    })  # fmt: skip
    for words in pages or ("",):
        page = writer.add_blank_page(200, 283)
        if words:
            page[NameObject("/Resources")] = DictionaryObject(
                {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
            )
            _write(writer, page, words)
    if script:
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
            {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(script)}
        )
    if attached:
        writer.add_attachment("macro.bin", attached)
    if password:
        writer.encrypt(password)
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


def blank_pdf(pages: int) -> bytes:
    """Write a PDF of as many blank pages, quickly: they are one object a page."""
    rows = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(pages))
    rows[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids)
    rows += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * pages
    content, places = bytearray(b"%PDF-1.4\n"), []
    for number, row in enumerate(rows, start=1):
        places.append(len(content))
        content += b"%d 0 obj%s endobj\n" % (number, row)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(rows) + 1)
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    content += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(rows) + 1, start)
    return bytes(content)


def a_word_file(words: str = "Le tapis", **more: bytes) -> bytes:
    """Write a Word document; ``more`` are further parts, dots and slashes written as ``_dot_`` and ``__``."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", TYPES)
        packed.writestr("word/document.xml", BODY.format(words))
        for name, part in more.items():
            packed.writestr(name.replace("__", "/").replace("_dot_", "."), part)
    return content.getvalue()


def _write(writer: PdfWriter, page: DictionaryObject, words: str) -> None:
    from pypdf.generic import StreamObject

    stream = StreamObject()
    stream.set_data(f"BT /F1 12 Tf 20 200 Td ({words}) Tj ET".encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(stream)
