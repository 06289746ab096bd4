"""Through the door without e-mail: first time, again, on a shared phone, and all that is tried at it."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from producers.actions.door_cards import make_card, revoke_card
from producers.actions.first_pictures import let_choose
from producers.domain.actors import Actor
from producers.domain.codes import IDLE, PROOF_LIFE
from producers.domain.pins import PICTURES
from producers.models import Device, DoorCard, DoorPhone, Message, OneTimeCode, PicturePin, Visit
from producers.portal.coming_in import COOKIE
from producers.testing.builders import a_person_of, a_producer, a_user, an_agent_for, an_operator
from tests.portal.door import DOOR, HERS, OTHERS, TAPS, by_phone, code_sent, first_time, is_in, tap

pytestmark = pytest.mark.django_db
AGENT = Actor(None, "agent")


@pytest.fixture
def maker():
    return a_producer(name="Fatima", slug="fatima")


@pytest.fixture
def she(maker):
    return a_person_of(maker, number=HERS, pin=TAPS)


@pytest.fixture
def sister():
    return a_person_of(a_producer(), number=HERS, pin=OTHERS, username="sister", first_name="Aicha")


def away(visit_for=IDLE):
    Visit.objects.update(seen_at=timezone.now() - visit_for - timedelta(seconds=1))


def test_the_first_time_she_gives_her_phone_and_chooses_her_pictures(client, maker):
    user = a_person_of(maker, number="+212655667788")
    assert client.get(DOOR).status_code == 200
    assert client.post(f"{DOOR}phone/", {"phone": "٠٦ ٥٥ ٦٦ ٧٧ ٨٨"}).url == f"{DOOR}code/"
    assert client.post(f"{DOOR}code/", {"code": code_sent()}).url == f"{DOOR}pictures/"
    assert client.get(f"{DOOR}pictures/").url == f"{DOOR}pictures/choose/"
    assert tap(client, at="pictures/choose/").status_code == 200
    assert not PicturePin.objects.exists()
    assert tap(client, at="pictures/choose/").url == "/fr/portal/"
    assert is_in(client)
    assert PicturePin.objects.get().user == user


def test_afterwards_she_touches_her_picture_and_her_four(client, she):
    by_phone(client)
    assert tap(client).url == "/fr/portal/"
    client.post("/fr/portal/sign-out/")
    assert not is_in(client)
    wall = client.get(DOOR).content.decode()
    assert "Fatima" in wall
    assert client.post(DOOR, {"person": she.pk}).url == f"{DOOR}pictures/"
    assert tap(client).url == "/fr/portal/"
    assert is_in(client)
    assert Visit.objects.latest("pk").way == "wall"


def test_without_script_each_tap_is_sent_by_itself_and_stands_nowhere(client, she):
    by_phone(client)
    for number, name in enumerate(TAPS.split("-"), start=1):
        answer = client.post(f"{DOOR}pictures/", {"tap": name, "keep": "1"})
        if number < 4:
            page = answer.content.decode()
            assert page.count("door-mark-set") == number
            assert page.count(f'value="{name}"') == 1
    assert answer.url == "/fr/portal/"


def test_begin_again_forgets_what_was_tapped(client, she):
    by_phone(client)
    client.post(f"{DOOR}pictures/", {"tap": "moon"})
    client.post(f"{DOOR}pictures/", {"clear": "1"})
    for name in TAPS.split("-"):
        answer = client.post(f"{DOOR}pictures/", {"tap": name})
    assert answer.url == "/fr/portal/"


def test_she_comes_where_she_wanted_to_go_and_never_elsewhere(she):
    for onward, where in (("/fr/portal/for/", "/fr/portal/for/"), ("https://evil.test/", "/fr/portal/")):
        client = Client()
        client.get(DOOR, {"next": onward})
        by_phone(client)
        assert tap(client).url == where


def test_those_who_share_a_phone_choose_their_picture_first(client, she, sister):
    client.post(f"{DOOR}phone/", {"phone": HERS})
    assert client.post(f"{DOOR}code/", {"code": code_sent()}).url == f"{DOOR}who/"
    page = client.get(f"{DOOR}who/").content.decode()
    assert "Fatima" in page
    assert "Aicha" in page
    client.post(f"{DOOR}who/", {"person": sister.pk})
    assert tap(client, TAPS).status_code == 422
    assert tap(client, OTHERS).url == "/fr/portal/"
    assert int(client.session["_auth_user_id"]) == sister.pk


def test_a_device_holds_both_and_opens_each_to_her_own_pictures_alone(client, she, sister):
    for user, taps in ((she, TAPS), (sister, OTHERS)):
        client.post(f"{DOOR}phone/", {"phone": HERS})
        client.post(f"{DOOR}code/", {"code": code_sent()})
        client.post(f"{DOOR}who/", {"person": user.pk})
        assert tap(client, taps).url == "/fr/portal/"
    client.post("/fr/portal/sign-out/")
    client.post(DOOR, {"person": she.pk})
    assert tap(client, OTHERS).status_code == 422
    assert not is_in(client)


def test_nobody_is_chosen_who_does_not_stand_there(client, she):
    stranger = a_person_of(a_producer(), username="stranger", pin=OTHERS)
    assert client.post(DOOR, {"person": she.pk}).status_code == 404
    by_phone(client)
    tap(client)
    for person in (stranger.pk, "", "0", "x", "9" * 30):
        assert client.post(DOOR, {"person": person}).status_code == 404


def test_a_phone_that_is_not_hers_to_keep_keeps_nothing(client, she):
    by_phone(client)
    answer = tap(client, keep=False)
    assert COOKIE not in answer.cookies
    assert not Device.objects.exists()
    client.post("/fr/portal/sign-out/")
    assert "Fatima" not in client.get(DOOR).content.decode()


@pytest.mark.parametrize("is_secure", [False, True])
def test_the_cookie_of_a_device_is_out_of_reach_of_scripts_and_other_sites(client, she, is_secure):
    client.post(f"{DOOR}phone/", {"phone": HERS}, secure=is_secure)
    client.post(f"{DOOR}code/", {"code": code_sent()}, secure=is_secure)
    answer = client.post(f"{DOOR}pictures/", {"taps": TAPS, "keep": "1"}, secure=is_secure)
    cookie = answer.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], bool(cookie["secure"])) == (True, "Lax", is_secure)
    assert cookie["max-age"] == 90 * 24 * 3600
    assert cookie.value not in str(list(Device.objects.values()))


def test_after_five_idle_minutes_she_is_asked_for_her_pictures(client, she):
    first_page = "/fr/portal/for/"
    by_phone(client)
    tap(client)
    away(IDLE - timedelta(seconds=30))
    assert is_in(client)
    away()
    answer = client.get(first_page)
    assert answer.url == f"{DOOR}?next={first_page}"
    assert "_auth_user_id" not in client.session
    client.get(answer.url)
    client.post(DOOR, {"person": she.pk})
    assert tap(client).url == first_page


def test_idle_holds_for_every_page_of_her_own(client, she):
    by_phone(client)
    tap(client)
    assert client.get("/fr/account/").status_code == 200
    away()
    assert client.get("/fr/account/").url.startswith(DOOR)
    assert client.get("/fr/account/").status_code == 302


def test_who_has_pictures_is_asked_for_them_also_after_a_password(client, she):
    client.force_login(she)
    assert is_in(client)
    away()
    assert client.get("/fr/portal/").url.startswith(DOOR)


def test_an_agent_is_not_asked_after_five_minutes_but_her_visit_can_be_ended(client, maker):
    client.force_login(an_agent_for(maker, username="agent"))
    assert is_in(client)
    away()
    assert is_in(client)
    Visit.objects.update(ended_at=timezone.now())
    assert not is_in(client)


def test_a_session_that_somebody_planted_is_worth_nothing(client, she):
    """Its key changes with the code and again with the pictures; what was said before stays behind."""
    client.post(f"{DOOR}phone/", {"phone": HERS})
    planted = client.session.session_key
    client.post(f"{DOOR}code/", {"code": code_sent()})
    proven = client.session.session_key
    tap(client)
    keys = [planted, proven, client.session.session_key]
    assert len(set(keys)) == 3
    thief = Client()
    for key in keys[:2]:
        thief.cookies["sessionid"] = key
        assert thief.get(f"{DOOR}pictures/").url == DOOR
        assert not is_in(thief)


def test_what_was_shown_counts_for_ten_minutes(client, she):
    by_phone(client)
    session = client.session
    session["door"] = session["door"] | {"at": session["door"]["at"] - int(PROOF_LIFE.total_seconds())}
    session.save()
    assert client.get(f"{DOOR}pictures/").url == DOOR
    assert tap(client).url == DOOR


@pytest.mark.parametrize("page", ["code/", "who/", "pictures/", "pictures/choose/"])
def test_nobody_begins_in_the_middle(client, she, page):
    for answer in (client.get(DOOR + page), client.post(DOOR + page, {"taps": TAPS, "person": she.pk})):
        assert answer.status_code == 302
        assert answer.url in {DOOR, f"{DOOR}phone/"}
    assert not is_in(client)


@pytest.mark.parametrize("typed", ["000000", "", "abc", "1" * 5000, "\x00"])
def test_a_wrong_code_opens_nothing(client, she, typed):
    client.post(f"{DOOR}phone/", {"phone": HERS})
    code_sent()
    OneTimeCode.objects.update(digest="0" * 64)
    answer = client.post(f"{DOOR}code/", {"code": typed})
    assert answer.status_code == 422
    assert 'data-role="error"' in answer.content.decode()
    assert client.get(f"{DOOR}pictures/").url == DOOR


def test_a_code_used_once_opens_nothing_in_another_browser(client, she):
    client.post(f"{DOOR}phone/", {"phone": HERS})
    code = code_sent()
    other = Client()
    other.post(f"{DOOR}phone/", {"phone": HERS})
    DoorPhone.objects.update()
    OneTimeCode.objects.latest("pk").delete()
    assert client.post(f"{DOOR}code/", {"code": code}).status_code == 302
    assert other.post(f"{DOOR}code/", {"code": code}).status_code == 422


@pytest.mark.parametrize("typed", ["", "12", "abc", "0" * 5000, "\x00", "<script>"])
def test_what_is_no_number_is_said_beside_the_field_and_stays_in_it(client, typed):
    answer = client.post(f"{DOOR}phone/", {"phone": typed})
    assert answer.status_code == 422
    assert "<script>" not in answer.content.decode()
    assert not OneTimeCode.objects.exists()


def plain(answer) -> str:
    """Return a page without what differs from one answer to the next."""
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", answer.content.decode())


def shapes(queries) -> list[str]:
    return [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries]


def test_known_and_unknown_numbers_are_answered_alike(she):
    """Same status, same page, same statements, for asking and for a wrong code."""
    found = {}
    for number in (HERS, "+212699999999"):
        client = Client()
        client.get(DOOR)
        with CaptureQueriesContext(connection) as asked:
            first = client.post(f"{DOOR}phone/", {"phone": number})
        page = client.get(first.url)
        code_sent()
        with CaptureQueriesContext(connection) as guessed:
            wrong = client.post(f"{DOOR}code/", {"code": "000000"})
        found[number] = (
            first.status_code, first.url, dict(first.headers), plain(page), wrong.status_code, plain(wrong),
            shapes(asked), shapes(guessed),
        )  # fmt: skip
    known, unknown = found.values()
    assert known == unknown


def test_too_many_codes_are_refused_alike_with_what_was_typed_still_there(client, she):
    for number in ("0612345678", "0699999999"):
        answers = [client.post(f"{DOOR}phone/", {"phone": number}) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [302] * 3 + [429]
        assert f'value="{number}"' in answers[-1].content.decode()


def test_a_hundred_pictures_guessed_lock_her_door_and_then_even_hers_do_not_open_it(client, she):
    by_phone(client)
    statuses = []
    for _ in range(100):
        statuses.append(tap(client, OTHERS).status_code)
        PicturePin.objects.update(next_at=timezone.now())  # as if she had waited each time
    assert statuses[:4] == [422] * 4
    assert set(statuses[9:]) == {429}
    assert tap(client).status_code == 429
    assert not is_in(client)
    assert PicturePin.objects.get().failed == 10


def test_after_five_wrong_tries_the_page_says_how_long_to_wait(client, she):
    by_phone(client)
    for _ in range(5):
        answer = tap(client, OTHERS)
    assert answer.status_code == 429
    assert "1 minute" in answer.content.decode()


def test_locked_she_chooses_new_pictures_with_her_card_and_a_code(client, she):
    PicturePin.objects.update(failed=10)
    secret = make_card(she, actor=AGENT)
    by_phone(client)
    assert "carte" in client.get(f"{DOOR}pictures/choose/").content.decode()
    assert tap(client, OTHERS, at="pictures/choose/").status_code == 200
    client.post(f"{DOOR}card/{secret}/")
    for _ in range(2):
        answer = tap(client, OTHERS, at="pictures/choose/")
    assert answer.url == "/fr/portal/"
    client.post("/fr/portal/sign-out/")
    client.post(DOOR, {"person": she.pk})
    assert tap(client, OTHERS).url == "/fr/portal/"


@pytest.mark.parametrize("proof", ["phone", "card"])
def test_one_of_them_alone_takes_nobodys_pictures_away(client, she, proof):
    if proof == "phone":
        by_phone(client)
    else:
        client.post(f"{DOOR}card/{make_card(she, actor=AGENT)}/")
    for _ in range(2):
        tap(client, OTHERS, at="pictures/choose/")
    assert not is_in(client)
    assert PicturePin.objects.get().failed == 0
    assert tap(client, TAPS).url == "/fr/portal/"


def test_who_prints_her_card_and_takes_her_pictures_away_does_not_come_in_as_her(client, she):
    """Somebody with a phone shows it before she chooses pictures."""
    PicturePin.objects.all().delete()
    client.post(f"{DOOR}card/{make_card(she, actor=AGENT)}/")
    for _ in range(2):
        tap(client, at="pictures/choose/")
    assert not is_in(client)
    assert not PicturePin.objects.exists()


def test_who_has_no_phone_comes_in_by_her_card(client, maker):
    user = a_person_of(maker)
    secret = make_card(user, actor=AGENT)
    page = client.get(f"{DOOR}card/{secret}/")
    assert "Fatima" in page.content.decode()
    assert page["Referrer-Policy"] == "no-referrer"
    assert client.post(f"{DOOR}card/{secret}/").url == f"{DOOR}pictures/"
    let_choose(DoorCard.objects.get(), actor=Actor(an_operator().pk, "o"), reason="her voice")
    for _ in range(2):
        answer = tap(client, at="pictures/choose/")
    assert answer.url == "/fr/portal/"


def test_looking_at_a_card_is_no_proof(client, she):
    client.get(f"{DOOR}card/{make_card(she, actor=AGENT)}/")
    assert tap(client).url == DOOR


def test_a_revoked_card_and_the_card_of_another(client, she):
    secret = make_card(she, actor=AGENT)
    other = a_person_of(a_producer(), username="other", pin=OTHERS)
    client.post(f"{DOOR}card/{make_card(other, actor=AGENT)}/")
    assert tap(client, TAPS).status_code == 422
    revoke_card(she, actor=AGENT, reason="lost")
    for send in (client.get, client.post):
        assert send(f"{DOOR}card/{secret}/").status_code == 404


@pytest.mark.parametrize("taps", ["sun-sun-sun-sun", "sun-key-sun-key", "a-b-c-d", "sun", "-" * 50])
def test_easy_pictures_are_not_taken(client, maker, taps):
    a_person_of(maker, number=HERS)
    by_phone(client)
    for _ in range(2):
        assert tap(client, taps, at="pictures/choose/").status_code == 422
    assert not PicturePin.objects.exists()


def test_other_pictures_the_second_time_begin_again(client, maker):
    a_person_of(maker, number=HERS)
    by_phone(client)
    tap(client, TAPS, at="pictures/choose/")
    assert tap(client, OTHERS, at="pictures/choose/").status_code == 422
    assert not PicturePin.objects.exists()


def test_a_first_choice_that_was_left_does_not_count_when_she_comes_back(client, maker):
    a_person_of(maker, number=HERS)
    by_phone(client)
    tap(client, TAPS, at="pictures/choose/")
    client.get(f"{DOOR}pictures/choose/")
    assert tap(client, TAPS, at="pictures/choose/").status_code == 200
    assert not PicturePin.objects.exists()


def test_this_door_stays_shut_for_whoever_became_more_than_a_maker(client, she):
    by_phone(client)
    get_user_model().objects.update(is_staff=True)
    assert tap(client).url == DOOR


def test_nine_pictures_in_the_same_places_in_every_language(client, she):
    by_phone(client)
    for lang in ("fr", "ar"):
        page = client.get(f"/{lang}/portal/sign-in/pictures/").content.decode()
        assert re.findall(r'name="tap" value="(\w+)"', page) == list(PICTURES)


def test_a_buyer_who_signs_in_by_password_is_not_asked_for_pictures(client):
    client.force_login(a_user())
    assert client.get("/fr/account/").status_code == 200
    assert not Visit.objects.exists()


def test_first_time_of_two_on_one_phone(client, maker):
    """The helper of the other tests does what a browser does."""
    a_person_of(maker, number=HERS)
    assert first_time(client).url == "/fr/portal/"
    assert Message.objects.count() == 1
