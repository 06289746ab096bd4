"""Files from outside: each that must not be kept is refused, for its own reason and in clear words."""

import io
import zipfile

import pytest

from home.library import inspecting
from home.library.checked_files import checked_file, file_message
from home.library.domain.files import FileError, FileFault
from home.library.inspecting import texts_in
from tests.home.library.made_files import a_pdf, a_word_file, blank_pdf

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600
MP3 = b"ID3\x04\0\0\0\0\0\x21" + b"\0" * 200


def fault_of(content: bytes, name: str) -> FileFault:
    with pytest.raises(FileError) as caught:
        checked_file(io.BytesIO(content), name)
    message = file_message(caught.value)
    assert message
    assert "%(" not in message
    return caught.value.fault


def bomb() -> bytes:
    """A Word document whose list of parts says that one of them is 201 MB long."""
    content = io.BytesIO(a_word_file())
    with zipfile.ZipFile(content, "a") as packed:
        packed.writestr("word/media/a.bin", b"")
        packed.filelist[-1].file_size = 201 * 1024 * 1024
    return content.getvalue()


REFUSED = {
    "empty": (b"", "a.pdf", FileFault.EMPTY),
    "encrypted": (a_pdf("mot", password="secret"), "a.pdf", FileFault.ENCRYPTED),
    "cut off": (a_pdf("mot")[:300], "a.pdf", FileFault.BROKEN),
    "no pages at all": (b"%PDF-1.7\nnothing more", "a.pdf", FileFault.BROKEN),
    "a script that runs when it opens": (a_pdf("mot", script="app.alert(1)"), "a.pdf", FileFault.ACTIVE),
    "another file inside": (a_pdf("mot", attached=b"MZ"), "a.pdf", FileFault.ACTIVE),
    "macros": (a_word_file(word__vbaProject_dot_bin=b"x"), "a.docx", FileFault.ACTIVE),
    "an embedded program": (a_word_file(word__embeddings__a_dot_exe=b"MZ"), "a.docx", FileFault.ACTIVE),
    "a broken Word file": (a_word_file()[:200], "a.docx", FileFault.BROKEN),
    "a PDF called Word": (a_pdf("mot"), "rapport.docx", FileFault.MISLABELLED),
    "a sound called PDF": (MP3, "a.pdf", FileFault.MISLABELLED),
    "an old office file": (OLE, "a.doc", FileFault.OLD_OFFICE),
    "a locked Word file": (OLE, "a.docx", FileFault.OLD_OFFICE),
    "a page of the web": (b"<html><script>alert(1)</script>", "a.txt", FileFault.UNKNOWN),
    "a program": (b"MZ\x90\0" + b"\0" * 100, "a.txt", FileFault.UNKNOWN),
    "text of another time": ("été".encode("latin-1") * 9, "a.txt", FileFault.NOT_UTF8),
}


@pytest.mark.parametrize("case", sorted(REFUSED))
def test_what_must_not_be_kept_is_refused_for_its_own_reason(case):
    content, name, fault = REFUSED[case]
    assert fault_of(content, name) == fault


def test_a_word_file_that_unpacks_to_too_much_is_refused_before_it_is_unpacked():
    assert fault_of(bomb(), "a.docx") == FileFault.TOO_HEAVY


def test_two_thousand_pages_are_taken_and_one_more_is_not():
    assert checked_file(io.BytesIO(blank_pdf(2000)), "a.pdf").pages == 2000
    assert fault_of(blank_pdf(2001), "a.pdf") == FileFault.TOO_MANY_PAGES


def test_a_file_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setitem(inspecting.SECONDS, "check", 0.001)
    assert fault_of(a_pdf("mot"), "a.pdf") == FileFault.TOO_HEAVY


def test_a_file_that_takes_too_much_memory_ends_its_own_process_only(monkeypatch, tmp_path):
    greedy = tmp_path / "greedy.py"
    greedy.write_text(
        "import resource\nresource.setrlimit(resource.RLIMIT_AS, (99 << 20, 99 << 20))\nb'x' * (200 << 20)\n"
    )
    monkeypatch.setattr(inspecting, "INSPECTOR", greedy)
    assert fault_of(a_pdf("mot"), "a.pdf") == FileFault.BROKEN


@pytest.mark.parametrize(
    ("content", "name", "code", "pages"),
    [
        (a_pdf("un", "deux"), "a.PDF", "pdf", 2),
        (a_pdf("un"), "scan", "pdf", 1),
        (a_word_file(), "a.docx", "docx", None),
        ("الصوف والنيلة".encode(), "a.txt", "txt", None),
        (MP3, "a.mp3", "mp3", None),
    ],
)
def test_what_a_file_is_stands_in_it(content, name, code, pages):
    checked = checked_file(io.BytesIO(content), name)
    assert (checked.kind.code, checked.pages, checked.size) == (code, pages, len(content))


def test_words_are_read_page_by_page():
    pages = [(number, text.strip()) for number, text in texts_in("pdf", io.BytesIO(a_pdf("laine", "indigo")))]
    assert pages == [(1, "laine"), (2, "indigo")]
    assert texts_in("docx", io.BytesIO(a_word_file("زربية"))) == [(1, "زربية")]
