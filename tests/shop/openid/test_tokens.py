"""Which tokens of an issuer hold. Keys are made here; what an issuer publishes is handed over by the test."""

import base64
import json
import time

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from django.core.cache import cache

from shop.checks import every_issuer_can_be_believed
from shop.domain.openid import NoKeysError
from shop.openid import bearer_of, keys
from shop.testing.openid import (
    AUDIENCE,
    KEYS_URL,
    NAME,
    a_bearer,
    an_ec_key,
    an_issuer,
    an_rsa_key,
    claims,
    for_a_program,
    published,
    shown,
)

NOW = int(time.time())


@pytest.fixture(autouse=True)
def _issuer(settings):
    settings.SHOP = settings.SHOP | {"OPENID": [an_issuer()]}
    cache.clear()


def test_a_good_token_says_who_has_sent_it():
    found = bearer_of(a_bearer(claims()))
    assert (found.issuer, found.names) == (NAME, {"sub:u-1"})


def test_a_program_that_signs_in_as_itself_is_known_by_its_own_name():
    assert bearer_of(a_bearer(for_a_program("coop"))).names == {"sub:uuid-of-coop", "client:coop"}
    same = claims(client_id="coop", sub="coop")
    assert "client:coop" in bearer_of(a_bearer(same)).names


@pytest.mark.parametrize(
    "said", [{"client_id": "coop"}, {"azp": "coop"}, {"client_id": "coop", "preferred_username": "amina"}]
)
def test_a_user_of_a_program_is_not_the_program(said):
    assert bearer_of(a_bearer(claims(**said))).names == {"sub:u-1"}


def test_an_account_called_like_a_program_is_not_the_program():
    assert bearer_of(a_bearer(claims(sub="client:coop"))).names == {"sub:client:coop"}


REFUSED = {
    "over": {"exp": NOW - 120},
    "not yet": {"nbf": NOW + 86_400},
    "given tomorrow": {"iat": NOW + 86_400},
    "for somebody else": {"aud": "another"},
    "for nobody": {"aud": None},
    "of another issuer": {"iss": "https://login.example/realms/other"},
    "of an issuer whose name goes on": {"iss": f"{NAME}/"},
    "of nobody": {"iss": None},
    "for ever": {"exp": None},
    "about nobody": {"sub": None},
    "about an empty name": {"sub": ""},
    "a number for a name": {"sub": 7},
    "who somebody is, and no key": {"typ": "ID"},
    "to get others with": {"typ": "Refresh"},
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_it_says_has_to_hold(why):
    said = claims(**REFUSED[why])
    if not isinstance(said.get("sub", ""), str):
        said = json.loads(json.dumps(said))
        token = _signed({"alg": "RS256", "kid": "one"}, said)
    else:
        token = a_bearer(said)
    assert bearer_of(token) is None


def test_one_of_several_that_it_is_for_is_enough_and_clocks_may_differ_a_little():
    assert bearer_of(a_bearer(claims(aud=["another", AUDIENCE], exp=int(time.time()) - 5)))


def _part(one: object) -> str:
    text = one if isinstance(one, bytes) else json.dumps(one).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def _signed(head: dict, said: dict) -> str:
    body = f"{_part(head)}.{_part(said)}"
    signed = jwt.algorithms.RSAAlgorithm(jwt.algorithms.RSAAlgorithm.SHA256).sign(body.encode(), an_rsa_key())
    return f"{body}.{_part(signed)}"


def test_a_token_that_nobody_signed_is_refused():
    for name in ("none", "None", "NONE", ""):
        unsigned = f"{_part({'alg': name, 'kid': 'one'})}.{_part(claims())}."
        assert bearer_of(unsigned) is None
        assert bearer_of(unsigned + "x") is None


@pytest.mark.parametrize("form", ["pem", "json"])
def test_the_public_key_is_no_secret_to_sign_with(form):
    """HS256 with the text of the public key, which everybody has."""
    public = an_rsa_key().public_key()
    pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    secret = pem if form == "pem" else json.dumps(shown("one")).encode()
    body = f"{_part({'alg': 'HS256', 'kid': 'one'})}.{_part(claims())}"
    signed = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(body.encode(), secret)
    assert bearer_of(f"{body}.{_part(signed)}") is None


def test_a_secret_that_an_issuer_publishes_is_no_key(settings):
    secret = {"kty": "oct", "kid": "one", "k": _part(b"s" * 32), "use": "sig"}
    settings.SHOP = settings.SHOP | {"OPENID": [an_issuer(KEYS={"keys": [secret]}, ALGORITHMS=["HS256"])]}
    assert bearer_of(jwt.encode(claims(), b"s" * 32, "HS256", headers={"kid": "one"})) is None
    assert every_issuer_can_be_believed(None)


def test_a_key_for_something_else_or_too_short_is_none(settings):
    for keys_said in (published("one", use="enc"), published("one", alg="RS512")):
        settings.SHOP = settings.SHOP | {"OPENID": [an_issuer(KEYS=keys_said)]}
        assert bearer_of(a_bearer(claims())) is None
    short = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(an_rsa_key("short", 1024).public_key()))
    settings.SHOP = settings.SHOP | {"OPENID": [an_issuer(KEYS={"keys": [short | {"kid": "one"}]})]}
    assert bearer_of(a_bearer(claims(), an_rsa_key("short", 1024))) is None


def test_an_algorithm_has_to_be_named(settings):
    curve = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(an_ec_key().public_key())) | {"kid": "curve"}
    both = {"keys": [shown("one"), curve]}
    token = a_bearer(claims(), an_ec_key(), "ES256", kid="curve")
    settings.SHOP = settings.SHOP | {"OPENID": [an_issuer(KEYS=both)]}
    assert bearer_of(token) is None
    settings.SHOP = settings.SHOP | {"OPENID": [an_issuer(KEYS=both, ALGORITHMS=["RS256", "ES256"])]}
    assert bearer_of(token)
    assert bearer_of(a_bearer(claims(), an_ec_key(), "ES256", kid="one")) is None
    assert bearer_of(_signed({"alg": "RS256", "kid": "curve"}, claims())) is None


def test_another_key_under_the_same_id_or_a_changed_word_is_refused():
    assert bearer_of(a_bearer(claims(), an_rsa_key("thief"))) is None
    head, _body, signature = a_bearer(claims()).split(".")
    assert bearer_of(f"{head}.{_part(claims(sub='somebody else'))}.{signature}") is None


def test_a_token_cannot_bring_its_own_key_or_ask_for_rules_that_we_do_not_know():
    own = {"jwk": shown("thief"), "jku": "https://evil.example/keys"}
    assert bearer_of(a_bearer(claims(), an_rsa_key("thief"), **own)) is None
    assert bearer_of(a_bearer(claims(), crit=["exp"])) is None
    assert bearer_of(_signed({"alg": "RS256"}, claims())) is None
    assert bearer_of(_signed({"alg": "RS256", "kid": ["one"]}, claims())) is None


@pytest.mark.parametrize(
    "token",
    ["", ".", "..", "...", "a.b.c", "é.é.é", "x" * 9000, "e30.e30.e30", f"{'a' * 9000}.b.c", "W10.W10.x",
     "bnVsbA.bnVsbA.x"],
)  # fmt: skip
def test_what_is_no_token_is_refused(token):
    assert bearer_of(token) is None


# Keys that the issuer publishes


class Published:
    """What stands at the issuer's address, and how often it was asked for."""

    def __init__(self, said: object) -> None:
        self.said, self.asked = said, 0

    def get(self, url: str, most: int) -> bytes | None:
        assert url == KEYS_URL
        self.asked += 1
        return self.said if isinstance(self.said, bytes | None) else json.dumps(self.said).encode()


@pytest.fixture
def issuer(settings, monkeypatch) -> Published:
    settings.SHOP = settings.SHOP | {"OPENID": [an_issuer(KEYS_URL=KEYS_URL)]}
    there = Published(published("one"))
    monkeypatch.setattr(keys, "get", there.get)
    return there


def later(monkeypatch, seconds: int) -> None:
    """Let time go on for what is kept; ``cache`` looks at the same clock."""
    now = time.time() + seconds
    monkeypatch.setattr(time, "time", lambda: now)


def test_keys_are_asked_for_once_and_kept(issuer):
    for _ in range(3):
        assert bearer_of(a_bearer(claims()))
    assert issuer.asked == 1


def test_a_new_key_is_found_when_the_first_token_comes_that_names_it(issuer, monkeypatch):
    assert bearer_of(a_bearer(claims()))
    issuer.said = published("one", "two")
    later(monkeypatch, 61)
    assert bearer_of(a_bearer(claims(), an_rsa_key("two"), kid="two"))
    assert issuer.asked == 2


def test_keys_that_do_not_exist_have_the_issuer_asked_once_a_minute(issuer, monkeypatch):
    assert bearer_of(a_bearer(claims()))
    for number in range(5):
        assert bearer_of(a_bearer(claims(), kid=f"made-up-{number}")) is None
    assert issuer.asked == 1
    later(monkeypatch, 61)
    for number in range(5):
        assert bearer_of(a_bearer(claims(), kid=f"made-up-{number}")) is None
    assert issuer.asked == 2
    assert bearer_of(a_bearer(claims()))


def test_a_key_that_was_taken_back_is_believed_for_an_hour_at_most(issuer, monkeypatch):
    token = a_bearer(claims(exp=NOW + 90_000))
    assert bearer_of(token)
    issuer.said = published("two")
    later(monkeypatch, 3700)
    assert bearer_of(token) is None


def test_an_issuer_that_does_not_answer_is_believed_by_the_keys_of_before_for_a_day(issuer, monkeypatch):
    assert bearer_of(a_bearer(claims()))
    issuer.said = None
    later(monkeypatch, 4000)
    assert bearer_of(a_bearer(claims(exp=NOW + 90_000)))
    later(monkeypatch, 86_500)
    with pytest.raises(NoKeysError):
        bearer_of(a_bearer(claims(exp=NOW + 900_000, iat=NOW)))


@pytest.mark.parametrize("said", [None, b"", b"<html>", b"[]", b'{"keys": 7}', b"\xff"])
def test_an_issuer_that_answers_nonsense_has_no_keys(issuer, said):
    issuer.said = said
    for _ in range(3):
        with pytest.raises(NoKeysError):
            bearer_of(a_bearer(claims()))
    assert issuer.asked == 1


def test_strange_keys_among_good_ones_are_left_out(issuer):
    issuer.said = {"keys": [None, 7, {}, {"kid": "one"}, {"kid": "one", "kty": "RSA"}, shown("one")]}
    assert bearer_of(a_bearer(claims())) is None  # the first of that id counts
    cache.clear()
    issuer.said = {"keys": [None, 7, {}, {"kid": "two"}, shown("one")]}
    assert bearer_of(a_bearer(claims()))


def test_nobody_is_asked_for_the_keys_of_an_issuer_that_is_not_ours(issuer):
    assert bearer_of(a_bearer(claims(iss="https://evil.example"))) is None
    assert bearer_of(a_bearer(claims(), algorithm="RS512")) is None
    assert issuer.asked == 0


def test_settings_that_lack_something_are_named(settings):
    for wrong in (
        {"ISSUER": ""}, {"AUDIENCE": ""}, {"KEYS": {}}, {"KEYS_URL": "http://login.example/", "KEYS": {}},
        {"ALGORITHMS": ["none"]}, {"KEYS_URL": KEYS_URL, "KEYS": published("one")},
    ):  # fmt: skip
        settings.SHOP = settings.SHOP | {"OPENID": [an_issuer() | wrong]}
        assert [one.id for one in every_issuer_can_be_believed(None)], wrong
    settings.SHOP = settings.SHOP | {"OPENID": [an_issuer()]}
    assert every_issuer_can_be_believed(None) == []
