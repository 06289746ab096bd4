"""The signature of a message as others read it, and to whom nothing is sent."""

from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from shop.domain.webhooks import (
    BadAddressError,
    check_address,
    gives_up,
    is_public,
    new_secret,
    signature,
)

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def test_the_vector_of_the_specification():
    secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", '{"test": 2432232314}'
    signed = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("body", ["{}", '{"n": "تيويزي ⵜⵉⵡⵉⵣⵉ"}'])
def test_the_conventions_own_reader_takes_what_we_sign(body):
    secret = new_secret()
    stamp = int(datetime.now(UTC).timestamp())
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(stamp),
        "webhook-signature": signature(secret, "msg_1", stamp, body),
    }
    Webhook(secret).verify(body, headers)
    for other in (body + " ", body.replace("}", " }")):
        with pytest.raises(WebhookVerificationError):
            Webhook(secret).verify(other, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret()).verify(body, headers)


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.example/", "ftp://hooks.example/", "https://", "https:///x", "//hooks.example/",
        "https://me:secret@hooks.example/", "https://hooks.example:99999/", "https://hooks.example/ x",
        "https://hooks.example/\r\nHost: x", "https://hooks.example/é", "https://hooks.example/" + "a" * 500,
        "",
    ],
)  # fmt: skip
def test_an_address_to_which_nothing_is_sent(address):
    with pytest.raises(BadAddressError):
        check_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "2002:7f00:1::", "ff02::1", "x", "",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_open_internet(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_what_is_one(address):
    assert is_public(address)


def test_after_days_of_failure_one_gives_up():
    assert not gives_up(None, NOW)
    assert not gives_up(NOW - timedelta(days=4, hours=23), NOW)
    assert gives_up(NOW - timedelta(days=5), NOW)
