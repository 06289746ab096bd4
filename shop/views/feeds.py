"""Feeds over HTTP: built files as they are, and what has changed since a moment. Nothing is built here."""

from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

from producers.policy import Policy, declare, public
from producers.reading.head import absolute
from shop.actions.feed_tokens import digest_of
from shop.actions.note_reads import note_read
from shop.domain.feed_requests import RangeError, SinceError, read_name, read_range, read_since, takes_gzip
from shop.feeds.registry import dialect
from shop.models import FeedBuild, FeedChannel
from shop.reading.exports import entries, left_out, sequence_at, sequence_now
from shop.reading.feed_readers import NoChannelError, channel_of_key, open_channel
from shop.reading.feeds import changed_rows, channel_value, may_be_served
from shop.views.limits import is_too_often

CHUNK, MOST_CHANGES, SOON = 1 << 16, 5_000, 60
FRESH = 300


@public
@require_safe
def public_feed(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer anybody with a feed that is open to all."""
    code, suffix = _named(name)
    try:
        found = open_channel(code)
    except NoChannelError as error:
        raise Http404(name) from error
    return _noted(request, *found, suffix)


@declare(Policy.KEY)
@require_safe
def private_feed(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """Answer whoever has a key of this very channel. Any other key, or a revoked one, opens nothing."""
    code, suffix = _named(name)
    try:
        found = channel_of_key(code, digest_of(token))
    except NoChannelError as error:
        raise Http404(name) from error
    return _noted(request, *found, suffix, token)


def _named(name: str) -> tuple[str, str]:
    found = read_name(name)
    if found is None:
        raise Http404(name)
    return found


def _noted(
    request: HttpRequest, channel: FeedChannel, token: int | None, suffix: str, key: str = ""
) -> HttpResponseBase:
    """Answer, and count the answer: who reads too often is told when to come again."""
    answer = _answer(request, channel, token, suffix, key)
    note_read(channel.pk, token, answer.status_code)
    return answer


def _answer(
    request: HttpRequest, channel: FeedChannel, token: int | None, suffix: str, key: str
) -> HttpResponseBase:
    who = f"token-{token}" if token else request.META.get("REMOTE_ADDR", "")
    if is_too_often(f"feed-{channel.pk}", who, channel.reads_an_hour):
        return _problem(429, "Too many readings within the hour.", {"Retry-After": "3600"})
    build = channel.current
    if build is None:
        return _problem(503, "The file is being made.", {"Retry-After": str(SOON)})
    if suffix != build.suffix:
        raise Http404(suffix)
    address = _address(channel, build, key)
    if asked := request.GET.get("since", ""):
        return _changes(request, channel, build, asked, address)
    return _whole(request, channel, build, address)


def _whole(request: HttpRequest, channel: FeedChannel, build: FeedBuild, address: str) -> HttpResponseBase:
    """Answer with the built file, unless somebody in it has taken anything back since."""
    if not may_be_served(build):
        return _problem(503, "The file is being made again.", {"Retry-After": str(SOON)})
    headers = _headers(channel, build, address, build.sequence)
    is_packed = bool(build.packed) and takes_gzip(request.headers.get("Accept-Encoding", ""))
    # The same content packed by another coder is another form, of another size.
    etag = f'"{build.etag}-{build.packed_size:x}-gz"' if is_packed else f'"{build.etag}"'
    if is_packed:
        headers["Content-Encoding"] = "gzip"
    stored, size = (build.packed, build.packed_size) if is_packed else (build.file, build.size)
    modified = build.modified_at or build.started_at
    headers |= {"ETag": etag, "Last-Modified": http_date(modified.timestamp()), "Accept-Ranges": "bytes"}
    return _conditional(
        request, headers, etag, modified, size, lambda: stored.storage.open(stored.name, "rb")
    )


def _changes(
    request: HttpRequest, channel: FeedChannel, build: FeedBuild, asked: str, address: str
) -> HttpResponseBase:
    """Answer with what is otherwise since a moment or a cursor; the whole file where that is nearly all."""
    try:
        since = _since(asked)
    except SinceError:
        return _problem(400, "since is a moment of the past (ISO 8601 with its zone) or a cursor of ours.")
    now = sequence_now()
    if since == 0 or changed_rows(since, MOST_CHANGES + 1) > MOST_CHANGES:
        return _whole(request, channel, build, address)
    writer, value, out = dialect(channel.dialect), channel_value(channel), BytesIO()
    headers = _headers(channel, build, address, now)
    if request.GET.get("withdrawn"):
        headers["Content-Type"] = "text/plain; charset=utf-8"
        out.writelines(f"{one.id}\n".encode() for one in left_out(value, since, writer.lacks))
    else:
        writer.write(entries(value, since, writer.lacks), value, out)
        headers["Link"] += f', <{address}?since={asked}&withdrawn=1>; rel="withdrawn"'
    etag = f'"{sha256(out.getvalue()).hexdigest()[:40]}"'
    headers["ETag"] = etag
    out.seek(0)
    return _conditional(request, headers, etag, None, len(out.getvalue()), lambda: out)


def _since(asked: str) -> int:
    """Return the number to begin from. Raises ``SinceError``, also for what lies ahead."""
    since = read_since(asked)
    if isinstance(since, datetime):
        if since > timezone.now():
            raise SinceError(asked)
        return sequence_at(since)
    if since > sequence_now():
        raise SinceError(asked)
    return since


def _conditional(
    request: HttpRequest,
    headers: dict[str, str],
    etag: str,
    modified: datetime | None,
    size: int,
    opened: Callable[[], BinaryIO],
) -> HttpResponseBase:
    """Answer 304 to who has it already, a part to who asks for one, nothing but headers to HEAD."""
    if _has_it(request, etag, modified):
        kept = ("ETag", "Last-Modified", "Cache-Control", "Vary", "Link")
        return HttpResponse(status=304, headers={name: headers[name] for name in kept if name in headers})
    try:
        part = read_range(request.headers.get("Range", ""), size) if _may_be_part(request, etag) else None
    except RangeError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}", **_uncached()})
    first, length = (part.first, part.size) if part else (0, size)
    headers |= {"Content-Length": str(length)}
    if part:
        headers["Content-Range"] = f"bytes {part.first}-{part.last}/{size}"
    if request.method == "HEAD":
        return HttpResponse(status=206 if part else 200, headers=headers)
    body = _read(opened(), first, length)
    return StreamingHttpResponse(body, status=206 if part else 200, headers=headers)


def _has_it(request: HttpRequest, etag: str, modified: datetime | None) -> bool:
    if known := request.headers.get("If-None-Match", ""):
        tags = {one.strip().removeprefix("W/") for one in known.split(",")}
        return etag in tags or "*" in tags
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since is not None and modified is not None and int(modified.timestamp()) <= since


def _may_be_part(request: HttpRequest, etag: str) -> bool:
    """A part goes on only with the same file; whoever has another gets the whole."""
    condition = request.headers.get("If-Range", "")
    return request.method == "GET" and (not condition or condition == etag)


def _read(file: BinaryIO, first: int, length: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        while length and (chunk := file.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk


def _headers(channel: FeedChannel, build: FeedBuild, address: str, cursor: int) -> dict[str, str]:
    """``no-transform``: what compresses answers on their way leaves this one, and its ETag, as it is."""
    who = "public" if channel.is_public else "private"
    return {
        "Content-Type": build.content_type,
        "Content-Disposition": f'inline; filename="{channel.code}-{channel.market.currency}.{build.suffix}"',
        "Cache-Control": f"{who}, max-age={FRESH}, no-transform",
        "Vary": "Accept-Encoding",
        "Link": f'<{address}?since=c{cursor}>; rel="next"',
        "X-Robots-Tag": "noindex",
    }


def _address(channel: FeedChannel, build: FeedBuild, key: str) -> str:
    name = f"{channel.code}.{build.suffix}"
    return absolute(
        reverse("tiwizi_feed_of", args=[key, name]) if key else reverse("tiwizi_feed", args=[name])
    )


def _problem(status: int, detail: str, headers: dict[str, str] | None = None) -> HttpResponse:
    body = {"type": "about:blank", "status": status, "detail": detail}
    return JsonResponse(
        body,
        status=status,
        content_type="application/problem+json",
        headers={**_uncached(), **(headers or {})},
    )


def _uncached() -> dict[str, str]:
    return {"Cache-Control": "no-store"}
