"""``/oai``: what libraries and aggregators harvest, by OAI-PMH 2.0."""

from datetime import UTC, datetime
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from producers.conf import site_url
from producers.policy import public
from producers.reading.head import absolute
from shop.domain.oai import LISTS, Asked, Fault, OaiError, Record, Verb, read_request
from shop.feeds.oai import PREFIX, Answer
from shop.oai_collections import collections
from shop.reading.oai import Collection

PER_PAGE = 100
SALT = "tiwizi oai"
ALL_VALUES = ("verb", "identifier", "metadataPrefix", "from", "until", "set", "resumptionToken")


@csrf_exempt  # harvesters may ask by POST; nothing is written and nobody is signed in
@public
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """Answer one request of a harvester; what is wrong with it is said in the protocol's own way."""
    given = dict((request.POST if request.method == "POST" else request.GET).lists())
    base, now = absolute(request.path), timezone.now()
    try:
        asked = read_request(given)
        answer = Answer(base, now, {name: values[0] for name, values in given.items() if name in ALL_VALUES})
        _fill(answer, asked, base)
    except OaiError as error:
        said = {} if error.fault in (Fault.BAD_VERB, Fault.BAD_ARGUMENT) else _plain(given)
        answer = Answer(base, now, said)
        answer.error(error)
    return HttpResponse(answer.text(), content_type="text/xml; charset=utf-8")


def _fill(answer: Answer, asked: Asked, base: str) -> None:
    if asked.verb == Verb.IDENTIFY:
        first = min((at for one in collections() if (at := one.earliest())), default=timezone.now())
        answer.identify(settings.WAGTAIL_SITE_NAME, base, parseaddr(settings.DEFAULT_FROM_EMAIL)[1], first)
    elif asked.verb == Verb.FORMATS:
        if asked.identifier:
            _find(asked.identifier)
        answer.formats()
    elif asked.verb == Verb.SETS:
        if asked.token:
            raise OaiError(Fault.BAD_TOKEN, "The list of sets comes in one piece.")
        answer.sets(row for one in collections() for row in one.sets())
    elif asked.verb == Verb.RECORD:
        _format(asked.prefix)
        answer.records(asked.verb, [_find(asked.identifier)])
    else:
        _list(answer, asked)


def _list(answer: Answer, asked: Asked) -> None:
    place = _place(asked)
    found, further = _page(place)
    if not found and not asked.token:
        raise OaiError(Fault.NO_RECORDS, "Nothing here matches.")
    token = signing.dumps(further, salt=SALT, compress=True) if further else ""
    answer.records(asked.verb, found, token=token if further or asked.token else None)


def _place(asked: Asked) -> dict[str, Any]:
    """Return where a list begins or goes on: which collection, after which key, and what was asked for."""
    if not asked.token:
        _format(asked.prefix)
        span = {name: at.timestamp() for name, at in (("s", asked.since), ("u", asked.until)) if at}
        return {"v": asked.verb.value, "n": 0, "k": 0, "c": asked.chosen, **span}
    try:
        place: dict[str, Any] = signing.loads(asked.token, salt=SALT)
    except signing.BadSignature as error:
        raise OaiError(Fault.BAD_TOKEN, "This token is none of ours.") from error
    if place["v"] != asked.verb.value or asked.verb not in LISTS:
        raise OaiError(Fault.BAD_TOKEN, "This token belongs to another list.")
    return place


def _page(place: dict[str, Any]) -> tuple[list[Record], dict[str, Any] | None]:
    """Return one page over all collections, and where the next one begins."""
    chosen = [one for one in collections() if _is_in(one, place["c"])]
    found: list[Record] = []
    number, key = place["n"], place["k"]
    while number < len(chosen):
        want = PER_PAGE - len(found)
        rows = chosen[number].page(
            key, want + 1, since=_moment(place.get("s")), until=_moment(place.get("u")), chosen=place["c"]
        )
        found += [_with_host(record) for _key, record in rows[:want]]
        if len(rows) > want:
            after = rows[want - 1][0] if want else key
            return found, {**place, "n": number, "k": after}
        number, key = number + 1, 0
    return found, None


def _find(identifier: str) -> Record:
    prefix = _host()
    local = identifier.removeprefix(prefix) if identifier.startswith(prefix) else ""
    found = next((record for one in collections() if local and (record := one.find(local))), None)
    if found is None:
        raise OaiError(Fault.NO_IDENTIFIER, "There is no record of this identifier.")
    return _with_host(found)


def _with_host(record: Record) -> Record:
    return Record(
        _host() + record.identifier, record.changed_at, record.sets, record.is_deleted, record.words
    )


def _is_in(one: Collection, chosen: str) -> bool:
    return not chosen or chosen.partition(":")[0] == one.spec


def _format(prefix: str) -> None:
    if prefix != PREFIX:
        raise OaiError(Fault.NO_FORMAT, f"Records can be had as {PREFIX}.")


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _host() -> str:
    """The beginning of every identifier: it names this site and never changes with a page."""
    return f"oai:{urlsplit(site_url()).hostname}:"


def _plain(given: dict[str, list[str]]) -> dict[str, str]:
    return {name: values[0] for name, values in given.items() if name in ALL_VALUES}
