"""Signing up, in and out by e-mail; what strangers learn from it, and the editors' second factor."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client

from producers.models import Membership
from producers.testing.builders import a_producer, an_association
from storefront.demo.accounts import NotForProductionError, load_accounts
from tests.storefront.passkeys import a_passkey

pytestmark = pytest.mark.django_db
LOGIN = "/fr/account/login/"
WORD = "motdepasse-assez-long"


def somebody(email="fatima@example.test", **fields):
    user = get_user_model().objects.create_user("a1b2", email, WORD, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def an_editor():
    user = somebody("editor@example.test")
    user.user_permissions.add(
        Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    )
    return user


def sign_in(client, email="fatima@example.test", password=WORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def code_in_last_mail():
    return re.search(r"^[A-Z0-9]{3,}-?[A-Z0-9]{3,}$", mail.outbox[-1].body, re.MULTILINE).group()


def current_code(secret):
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


def test_one_signs_in_sees_who_one_is_and_signs_out(client):
    user = somebody()
    assert sign_in(client).headers["Location"] == "/fr/account/"
    page = client.get("/fr/account/").content.decode()
    assert "fatima@example.test" in page
    assert user.username not in page
    assert "/admin/" not in page
    assert client.get("/fr/account/logout/").status_code == 405
    client.post("/fr/account/logout/")
    assert client.get("/fr/account/").status_code == 302


def test_a_wrong_password_is_told_and_leads_nowhere_else(client):
    response = sign_in(client, password="wrong", next="https://elsewhere.example/")
    assert response.status_code == 200
    assert 'data-role="error"' in response.content.decode()
    somebody()
    assert sign_in(client, next="https://elsewhere.example/").headers["Location"] == "/fr/account/"


def test_a_new_account_opens_with_the_code_that_was_sent(client):
    response = client.post("/fr/account/signup/", {"email": "new@example.test", "password1": WORD})
    assert response.headers["Location"] == "/fr/account/confirm-email/"
    assert client.get("/fr/account/").status_code == 302
    assert mail.outbox[-1].to == ["new@example.test"]
    client.post("/fr/account/confirm-email/", {"code": code_in_last_mail()})
    assert client.get("/fr/account/").status_code == 200
    user = get_user_model().objects.get(email="new@example.test")
    assert re.fullmatch(r"[0-9a-f]{32}", user.username)


def test_a_code_signs_in_without_a_password(client):
    somebody()
    client.post("/fr/account/login/code/", {"email": "fatima@example.test"})
    client.post("/fr/account/login/code/confirm/", {"code": code_in_last_mail()})
    assert client.get("/fr/account/").status_code == 200


@pytest.mark.parametrize(
    ("address", "field", "more"),
    [
        ("/fr/account/signup/", "email", {"password1": WORD}),
        ("/fr/account/login/code/", "email", {}),
        ("/fr/account/password/reset/", "email", {}),
        (LOGIN, "login", {"password": "wrong"}),
    ],
)
def test_nobody_learns_who_has_an_account(client, address, field, more):
    somebody()
    answers = []
    for email in ("fatima@example.test", "nobody@example.test"):
        client.cookies.clear()
        response = client.post(address, {field: email, **more})
        page = re.sub(r'value="[\w-]{64}"', "", response.content.decode()).replace(email, "")
        answers.append((response.status_code, response.headers.get("Location"), page))
    assert answers[0] == answers[1]


def test_letters_speak_the_readers_language_and_lead_to_the_site_alone(client):
    somebody()
    settings.ALLOWED_HOSTS.append("other.example")
    client.post(
        "/ar/account/signup/", {"email": "fatima@example.test", "password1": WORD}, HTTP_HOST="other.example"
    )
    settings.ALLOWED_HOSTS.remove("other.example")
    body = mail.outbox[-1].body
    assert "http://testserver/ar/account/password/reset/" in body
    assert "other.example" not in body
    assert re.search(r"[\u0600-\u06ff]", body)


def test_guessing_is_slowed_down(client):
    somebody()
    for _ in range(5):
        sign_in(client, password="wrong")
    assert sign_in(client).status_code == 200
    assert client.get("/fr/account/").status_code == 302


def test_asking_for_codes_is_slowed_down(client):
    somebody()
    pages = [client.post("/fr/account/login/code/", {"email": "fatima@example.test"}) for _ in range(5)]
    assert [page.status_code for page in pages] == [302, 302, 302, 200, 200]
    assert 'data-role="error"' in pages[-1].content.decode()
    assert len(mail.outbox) == 3


def test_an_editor_without_a_second_factor_is_sent_to_set_one_up(client):
    an_editor()
    sign_in(client, "editor@example.test")
    for address in ("/admin/", "/admin/pages/", "/admin/account/"):
        assert client.get(address).headers["Location"] == "/fr/account/2fa/totp/activate/"
    assert client.post("/admin/account/").status_code == 302
    page = client.get("/fr/account/2fa/totp/activate/")
    assert page.status_code == 200, page.headers["Location"]
    secret = page.context["form"].secret
    client.post("/fr/account/2fa/totp/activate/", {"code": current_code(secret)})
    assert client.get("/admin/").status_code == 200
    codes = client.get("/fr/account/2fa/recovery-codes/").content.decode()
    assert len(re.findall(r"^\D*(\d{8})\b", codes, re.MULTILINE)) >= 9
    assert 'href="/admin/account/"' in codes  # where she was going last


def test_an_editor_with_a_second_factor_is_asked_for_it(client):
    secret = "TIWIZIDEMOTIWIZIDEMOTIWIZIDEMO22"
    TOTP.activate(an_editor(), secret)
    assert "2fa/authenticate" in sign_in(client, "editor@example.test").headers["Location"]
    assert "account/login" in client.get("/admin/").headers["Location"]
    client.post("/fr/account/2fa/authenticate/", {"code": "000000"})
    assert "account/login" in client.get("/admin/").headers["Location"]
    client.post("/fr/account/2fa/authenticate/", {"code": current_code(secret)})
    assert client.get("/admin/").status_code == 200


def test_an_editor_keeps_her_second_factor(client):
    user = an_editor()
    client.force_login(user)
    client.post("/fr/account/2fa/totp/deactivate/")
    assert user.authenticator_set.filter(type="totp").exists()


def test_a_buyer_needs_no_second_factor(client):
    somebody()
    sign_in(client)
    assert client.get("/fr/account/").status_code == 200
    assert "account/login" in client.get("/admin/").headers["Location"]


def test_demo_editors_enter_with_the_fixed_secret(client, settings):
    load_accounts()
    sign_in(client, "operator@demo.test", settings.DEMO_PASSWORD)
    client.post("/fr/account/2fa/authenticate/", {"code": current_code(settings.DEMO_TOTP_SECRET)})
    assert client.get("/admin/").status_code == 200


def test_demo_accounts_are_refused_in_production(settings):
    settings.DEMO_ACCOUNTS = False
    with pytest.raises(NotForProductionError):
        load_accounts()


def an_agent():
    user = somebody("agent@example.test")
    Membership.objects.create(user=user, organisation=an_association(), role="agent")
    return user


def test_an_agent_without_a_second_factor_sets_one_up_before_the_portal_opens(client):
    an_agent()
    sign_in(client, "agent@example.test")
    for address in ("/fr/portal/", "/ar/portal/for/", "/fr/portal/phones/"):
        assert client.get(address).headers["Location"].endswith("/account/2fa/totp/activate/")
    assert client.get("/fr/account/").status_code == 200
    secret = client.get("/fr/account/2fa/totp/activate/").context["form"].secret
    client.post("/fr/account/2fa/totp/activate/", {"code": current_code(secret)})
    assert client.get("/fr/portal/for/").status_code == 200
    client.post("/fr/account/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(type="totp").exists()


def test_a_producer_with_a_password_comes_into_the_portal_without_one(client):
    Membership.objects.create(user=somebody(), organisation=a_producer(), role="owner")
    sign_in(client)
    assert client.get("/fr/portal/").status_code == 200


@pytest.mark.parametrize("role", ["producer", "agent"])
def test_the_demos_producer_and_agent_reach_the_portal(client, settings, role):
    user = load_accounts()[role]
    organisation = a_producer() if role == "producer" else an_association()
    membership = "owner" if role == "producer" else "agent"
    Membership.objects.create(user=user, organisation=organisation, role=membership)
    sign_in(client, f"{role}@demo.test", settings.DEMO_PASSWORD)
    if role == "agent":
        client.post("/fr/account/2fa/authenticate/", {"code": current_code(settings.DEMO_TOTP_SECRET)})
    assert client.get("/fr/portal/for/").status_code == 200


def remove(client, key):
    return client.post(f"/fr/account/2fa/webauthn/keys/{key.pk}/remove/")


def test_a_passkey_is_a_second_factor_as_well(client):
    user = an_agent()
    a_passkey(user)
    assert "2fa/authenticate" in sign_in(client, "agent@example.test").headers["Location"]
    assert client.get("/fr/portal/for/").status_code == 302
    client.force_login(user)
    assert client.get("/fr/portal/for/").status_code == 200
    assert not Authenticator.objects.filter(type="totp").exists()


def test_an_agent_keeps_her_last_factor_and_may_let_go_of_another(client):
    user = an_agent()
    client.force_login(user)
    key = a_passkey(user)
    Authenticator.objects.filter(type="totp").delete()
    remove(client, key)
    assert Authenticator.objects.filter(pk=key.pk).exists()
    TOTP.activate(user, "TIWIZIDEMOTIWIZIDEMOTIWIZIDEMO22")
    client = signed_in_just_now(user)
    remove(client, key)
    assert not Authenticator.objects.filter(pk=key.pk).exists()


def signed_in_just_now(user):
    client = Client()
    sign_in(client, user.email)
    client.post("/fr/account/2fa/authenticate/", {"code": current_code("TIWIZIDEMOTIWIZIDEMOTIWIZIDEMO22")})
    return client


def test_nobody_removes_the_passkey_of_another(client):
    key = a_passkey(an_agent())
    client.force_login(somebody_else := get_user_model().objects.create_user("other"))
    assert remove(client, key).status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exclude(user=somebody_else).exists()
