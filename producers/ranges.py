"""Parts of a file: players ask for the piece that they are about to play, and some play nothing without."""

import re
from collections.abc import Iterator, Mapping
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

SOUNDS = {"webm": "audio/webm", "ogg": "audio/ogg", "m4a": "audio/mp4", "wav": "audio/wav"}
READ_AT_ONCE, BLOCK = 1024 * 1024, 64 * 1024
_ONE_RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})")


def in_ranges(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Answer with the part that was asked for: 206, or 416 for one that is not there.

    Several parts at once, and what is no answer with a file, are answered whole.
    """
    if response.status_code != 200 or not isinstance(response, FileResponse):
        return response
    response.headers["Accept-Ranges"] = "bytes"
    size = int(response.headers.get("Content-Length", 0))
    asked = _ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    if not asked or asked.groups() == ("", "") or not size or not _is_the_same(request, response):
        return response
    first, last = _bounds(asked[1], asked[2], size)
    file = response.file_to_stream
    if first > last:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    headers = {
        **response.headers,
        "Content-Length": str(last - first + 1),
        "Content-Range": f"bytes {first}-{last}/{size}",
    }
    return _part(file, first, last, headers)


def sound_type(name: str) -> str:
    """Return the media type of a recording by its suffix; others may take a WebM for a film."""
    return SOUNDS.get(name.rpartition(".")[2], "")


def _part(file: IO[bytes], first: int, last: int, headers: Mapping[str, str]) -> HttpResponseBase:
    """A film may be asked for from its middle to its end: such a part is read block by block."""
    file.seek(first)
    if last - first >= READ_AT_ONCE:
        return StreamingHttpResponse(_blocks(file, last - first + 1), status=206, headers=headers)
    with file:
        return HttpResponse(file.read(last - first + 1), status=206, headers=headers)


def _blocks(file: IO[bytes], left: int) -> Iterator[bytes]:
    with file:
        while left > 0 and (block := file.read(min(BLOCK, left))):
            left -= len(block)
            yield block


def _is_the_same(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Say whether the part still belongs to what the asker has of it (RFC 9110, 13.1.5): else all is sent."""
    had = request.headers.get("If-Range", "")
    known = {response.headers.get("ETag", ""), response.headers.get("Last-Modified", "")} - {""}
    return not had or (had in known and not had.startswith("W/"))


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    if not first:
        return max(0, size - int(last)), size - 1 if int(last) else -1
    return int(first), min(int(last) if last else size - 1, size - 1)
