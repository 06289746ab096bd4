"""Parts of a file: players ask for the piece that they are about to play, and some play nothing without."""

import re

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

SOUNDS = {"webm": "audio/webm", "ogg": "audio/ogg", "m4a": "audio/mp4", "wav": "audio/wav"}
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
    if not asked or asked.groups() == ("", "") or not size:
        return response
    first, last = _bounds(asked[1], asked[2], size)
    file = response.file_to_stream
    if first > last:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    file.seek(first)
    part = HttpResponse(file.read(last - first + 1), status=206, headers=dict(response.headers))
    part.headers["Content-Length"] = str(last - first + 1)
    part.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    file.close()
    return part


def sound_type(name: str) -> str:
    """Return the media type of a recording by its suffix; others may take a WebM for a film."""
    return SOUNDS.get(name.rpartition(".")[2], "")


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    if not first:
        return max(0, size - int(last)), size - 1 if int(last) else -1
    return int(first), min(int(last) if last else size - 1, size - 1)
