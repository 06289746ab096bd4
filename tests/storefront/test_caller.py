import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from storefront.caller import CallerMiddleware

PROXY, VISITOR = "127.0.0.1", "198.51.100.7"


def seen_as(settings, *, remote: str, forwarded: str | None, trusted=(PROXY,)) -> str:
    settings.TRUSTED_PROXIES = list(trusted)
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    request = RequestFactory().get("/", REMOTE_ADDR=remote, **headers)
    CallerMiddleware(lambda request: HttpResponse())(request)
    return request.META["REMOTE_ADDR"]


@pytest.mark.parametrize("forwarded", [VISITOR, f"203.0.113.1, {VISITOR}", f"evil, {VISITOR} "])
def test_behind_our_proxy_the_visitor_is_who_the_proxy_saw(settings, forwarded):
    assert seen_as(settings, remote=PROXY, forwarded=forwarded) == VISITOR


def test_a_stranger_does_not_choose_her_address(settings):
    assert seen_as(settings, remote="203.0.113.9", forwarded=VISITOR) == "203.0.113.9"
    assert seen_as(settings, remote=PROXY, forwarded=VISITOR, trusted=()) == PROXY


@pytest.mark.parametrize("forwarded", [None, "", " , "])
def test_a_proxy_that_says_nothing_is_seen_itself(settings, forwarded):
    assert seen_as(settings, remote=PROXY, forwarded=forwarded) == PROXY
