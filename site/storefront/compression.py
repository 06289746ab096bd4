"""Answers compressed on their way out, in a tenth of the time that zlib takes."""

import secrets
from io import BytesIO

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers
from isal import igzip

WORTH_IT = 200
LEVEL = 2


class CompressionMiddleware(GZipMiddleware):
    """Django's own with a faster coder: at this level an answer is a tenth larger than at zlib's sixth.

    As in Django's, a name of random length in the header hides how well a secret was guessed (BREACH).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress what is long enough and not compressed yet."""
        if "no-transform" in response.headers.get("Cache-Control", ""):
            return response
        if response.streaming:
            return super().process_response(request, response)
        content: bytes = response.content  # type: ignore[attr-defined]  # streaming answers went above
        if len(content) < WORTH_IT or response.has_header("Content-Encoding"):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if "gzip" not in request.headers.get("Accept-Encoding", ""):
            return response
        packed = _packed(content)
        if len(packed) >= len(content):
            return response
        response.content = packed  # type: ignore[attr-defined]  # as above
        response.headers["Content-Length"] = str(len(packed))
        response.headers["Content-Encoding"] = "gzip"
        if (etag := response.headers.get("ETag", "")).startswith('"'):
            response.headers["ETag"] = f"W/{etag}"  # one name for two forms of the same (RFC 9110, 8.8.1)
        return response


def _packed(content: bytes) -> bytes:
    into = BytesIO()
    name = "a" * secrets.randbelow(100)
    with igzip.IGzipFile(filename=name, mode="wb", compresslevel=LEVEL, fileobj=into, mtime=0) as file:
        file.write(content)
    return into.getvalue()
