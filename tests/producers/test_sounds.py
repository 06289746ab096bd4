import io
import time
import zipfile

import pytest
from django.utils.translation import override

from producers.domain.containers.base import SoundError, SoundFault
from producers.domain.recorded import MOST_BYTES
from producers.sounds import checked_sound, sound_message
from tests.producers.recordings import a_wav, a_webm, an_mp4, an_ogg, sample

HOUR = 3600
GOOD = [
    (sample("chromium.webm"), "audio/webm", 0.9),
    (sample("chromium-slices.webm"), "audio/webm", 0.9),
    (sample("chromium.m4a"), "audio/mp4", 0.9),
    (sample("opusenc.ogg"), "audio/ogg", 1.41),
    (a_webm(90), "audio/webm", 90),
    (a_webm(90, is_open=False), "audio/webm", 90),
    (a_webm(3, codec=b"A_VORBIS"), "audio/webm", 3),
    (an_ogg(119), "audio/ogg", 119),
    (an_mp4(20), "audio/mp4", 20),
    (an_mp4(20, pieces=5), "audio/mp4", 20),
    (a_wav(5), "audio/wav", 5),
]


@pytest.mark.parametrize(("content", "media_type", "seconds"), GOOD)
def test_what_browsers_record_is_taken_and_measured(content, media_type, seconds):
    sound = checked_sound(io.BytesIO(content), "hers")
    assert sound.media_type == media_type
    assert sound.seconds == pytest.approx(seconds, abs=0.2)
    assert sound.content.name.startswith("hers.")
    assert sound.content.read() == content


def an_archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", bytes(4_000_000))
    return file.getvalue()


HTML = b"<!DOCTYPE html><script>alert(1)</script>"
BAD = [
    (b"", SoundFault.EMPTY),
    (bytes(MOST_BYTES + 1), SoundFault.TOO_BIG),
    (HTML, SoundFault.NOT_A_SOUND),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", SoundFault.NOT_A_SOUND),
    (b"\x89PNG\r\n\x1a\n" + bytes(50), SoundFault.NOT_A_SOUND),
    (b"%PDF-1.7", SoundFault.NOT_A_SOUND),
    (b"ID3\x04" + bytes(100), SoundFault.NOT_A_SOUND),
    (an_archive(), SoundFault.NOT_A_SOUND),
    (a_webm(HOUR), SoundFault.TOO_LONG),
    (an_ogg(HOUR), SoundFault.TOO_LONG),
    (an_mp4(HOUR), SoundFault.TOO_LONG),
    (an_mp4(HOUR, pieces=60), SoundFault.TOO_LONG),
    (a_wav(HOUR, rate=1000), SoundFault.TOO_LONG),
    (a_wav(0.1), SoundFault.TOO_SHORT),
    (a_webm(2, kind=1), SoundFault.FILM),
    (an_mp4(2, kind=b"vide"), SoundFault.FILM),
    (an_ogg(2, serials=(1, 2)), SoundFault.FILM),
    (a_webm(2, codec=b"A_PCM"), SoundFault.NOT_A_SOUND),
    (an_mp4(2, codec=b"avc1"), SoundFault.NOT_A_SOUND),
    (an_ogg(2, codec=b"fishhead"), SoundFault.NOT_A_SOUND),
    (b"OggS" + HTML, SoundFault.BROKEN),
    (b"RIFF\xff\xff\xff\xffWAVE" + HTML, SoundFault.BROKEN),
    (b"\x1a\x45\xdf\xa3" + HTML, SoundFault.BROKEN),
    (bytes(4) + b"ftyp" + HTML, SoundFault.BROKEN),
]


@pytest.mark.parametrize(("content", "fault"), BAD)
def test_anything_else_is_refused_with_the_right_words(content, fault):
    with pytest.raises(SoundError) as raised:
        checked_sound(io.BytesIO(content))
    assert raised.value.fault == fault


WHOLE = [one for one, *_ in GOOD]


@pytest.mark.parametrize("content", WHOLE)
@pytest.mark.parametrize("more", [HTML, an_archive(), b"\0" * 40], ids=["html", "zip", "zeros"])
def test_two_files_in_one_are_refused(content, more):
    """What stands behind the recording makes it something else to another reader."""
    with pytest.raises(SoundError):
        checked_sound(io.BytesIO(content + more))
    with pytest.raises(SoundError):
        checked_sound(io.BytesIO(more + content))


@pytest.mark.parametrize("content", WHOLE)
def test_what_breaks_off_is_refused(content):
    for share in (0.1, 0.5, 0.95):
        with pytest.raises(SoundError):
            checked_sound(io.BytesIO(content[: int(len(content) * share)]))


def test_no_bytes_make_it_fail_otherwise_or_take_long():
    """Every byte of a short recording in turn is another one."""
    for content in (a_webm(1), an_ogg(1), an_mp4(1, pieces=2), a_wav(0.6, rate=100)):
        for place in range(min(len(content), 400)):
            for value in (0, 0x7F, 0xFF):
                damaged = content[:place] + bytes([value]) + content[place + 1 :]
                try:
                    checked_sound(io.BytesIO(damaged))
                except SoundError:
                    continue


@pytest.mark.parametrize("head", [b"\x1a\x45\xdf\xa3\x80", b"\x18\x53\x80\x67\x01" + b"\xff" * 7])
def test_a_file_of_tiny_pieces_is_not_walked_for_ever(head):
    started = time.monotonic()
    with pytest.raises(SoundError):
        checked_sound(io.BytesIO(b"\x1a\x45\xdf\xa3\x80" + head + b"\xec\x80" * 2_000_000))
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("lang", ["en", "fr", "ar"])
def test_every_fault_has_its_sentence(lang):
    with override(lang):
        sentences = {sound_message(SoundError(fault)) for fault in SoundFault}
    assert len(sentences) == len(SoundFault)
    assert not any("%" in sentence for sentence in sentences)
