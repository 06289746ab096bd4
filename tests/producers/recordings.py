"""Recordings built byte by byte, as long as a test wants them."""

import io
import struct
import wave
from pathlib import Path

SAMPLES = Path(__file__).parent / "samples"


def sample(name: str) -> bytes:
    """What a browser has really recorded."""
    return (SAMPLES / name).read_bytes()


def a_wav(seconds: float = 2, rate: int = 8000) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(1)
        written.setframerate(rate)
        written.writeframes(bytes(int(seconds * rate)))
    return file.getvalue()


def an_ogg(seconds: float = 2, codec: bytes = b"OpusHead", serials: tuple[int, ...] = (1,)) -> bytes:
    head = codec + bytes([1, 1]) + struct.pack("<HIhB", 312, 48000, 0, 0)
    last = int(seconds * 48000) + 312
    pages = [_page(head, 0, serial) for serial in serials]
    pages += [_page(b"OpusTags" + bytes(8), 0, serials[0]), _page(bytes(100), last, serials[0])]
    return b"".join(pages)


def _page(packet: bytes, granule: int, serial: int) -> bytes:
    lacing = bytes([255] * (len(packet) // 255) + [len(packet) % 255])
    return b"OggS" + struct.pack("<BBQIIIB", 0, 0, granule, serial, 0, 0, len(lacing)) + lacing + packet


def a_webm(seconds: float = 2, kind: int = 2, codec: bytes = b"A_OPUS", is_open: bool = True) -> bytes:
    """A WebM with one block each second; ``is_open`` leaves the lengths unknown, as browsers do."""
    head = _element(0x1A45DFA3, _element(0x4282, b"webm"))
    info = _element(0x1549A966, _element(0x2AD7B1, (1_000_000).to_bytes(3, "big")))
    track = _element(0xAE, _element(0x83, bytes([kind])) + _element(0x86, codec))
    clusters = b"".join(_cluster(second, is_open) for second in range(int(seconds) + 1))
    inside = info + _element(0x1654AE6B, track) + clusters
    return head + _element(0x18538067, inside, is_open=is_open)


def _cluster(second: int, is_open: bool) -> bytes:
    block = _element(0xA3, b"\x81" + (0).to_bytes(2, "big") + b"\x80" + bytes(20))
    return _element(0x1F43B675, _element(0xE7, (second * 1000).to_bytes(4, "big")) + block, is_open=is_open)


def _element(code: int, content: bytes, is_open: bool = False) -> bytes:
    name = code.to_bytes((code.bit_length() + 7) // 8, "big")
    length = b"\x01" + b"\xff" * 7 if is_open else (len(content) | 1 << 28).to_bytes(4, "big")
    return name + length + content


def an_mp4(seconds: float = 2, kind: bytes = b"soun", codec: bytes = b"mp4a", pieces: int = 0) -> bytes:
    """An MP4 that states its length, or one whose ``pieces`` fragments have to be counted."""
    stated = 0 if pieces else int(seconds * 48000)
    mdhd = _box(b"mdhd", bytes(12) + struct.pack(">II", 48000, stated) + bytes(4))
    hdlr = _box(b"hdlr", bytes(8) + kind + bytes(13))
    stsd = _box(b"stsd", bytes(4) + struct.pack(">I", 1) + struct.pack(">I", 16) + codec + bytes(8))
    mdia = _box(b"mdia", mdhd + hdlr + _box(b"minf", _box(b"stbl", stsd)))
    trex = _box(b"trex", bytes(4) + struct.pack(">III", 1, 1, 1024) + bytes(8))
    moov = _box(b"moov", _box(b"trak", mdia) + (_box(b"mvex", trex) if pieces else b""))
    each = int(seconds * 48000 / 1024 / pieces) if pieces else 0
    return _box(b"ftyp", b"M4A " + bytes(4)) + moov + (_fragment(each) * pieces or _box(b"mdat", bytes(50)))


def _fragment(samples: int) -> bytes:
    tfhd = _box(b"tfhd", struct.pack(">II", 0, 1))
    trun = _box(b"trun", struct.pack(">II", 0, samples))
    return _box(b"moof", _box(b"traf", tfhd + trun)) + _box(b"mdat", bytes(30))


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content
