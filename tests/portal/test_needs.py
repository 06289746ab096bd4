"""Her next step is always in sight; an agent brings a new producer, one thing a screen."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from producers.domain.grants import Permission
from producers.models import Craft, GrantRequest, Organisation, ProducerRequirement, RequirementAnswer
from producers.testing.builders import (
    a_craft,
    a_producer,
    a_user,
    an_agent_for,
    an_association,
    an_owner_of,
    texts,
)

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def a_requirement(kind: str, name: str, **fields) -> ProducerRequirement:
    return ProducerRequirement.objects.create(kind=kind, name=texts(name), **fields)


def a_photo() -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(file, "JPEG")
    return SimpleUploadedFile("p.jpg", file.getvalue(), "image/jpeg")


def test_her_next_step_stands_on_the_home_until_she_sells():
    maker = a_producer(status="applied")
    row = a_requirement("said", "Je suis d’accord")
    client = signed_in(an_owner_of(maker))
    home = client.get(reverse("portal:home")).content.decode()
    assert f"?what={row.pk}" in home
    page = client.get(reverse("portal:needs")).content.decode()
    assert 'data-verdict="missing"' in page
    assert 'data-role="ask"' not in page
    here = f"{reverse('portal:need')}?what={row.pk}"
    assert client.post(here).status_code == 422
    assert client.post(here, {"yes": "1"}).status_code == 302
    assert 'data-role="ask"' in client.get(reverse("portal:needs")).content.decode()
    assert client.post(reverse("portal:needs")).status_code == 302
    maker.refresh_from_db()
    assert maker.status == "submitted"
    assert client.post(reverse("portal:needs")).status_code == 302, "twice is once"


def test_asking_too_early_says_so_and_changes_nothing():
    maker = a_producer(status="applied")
    a_requirement("said", "Je suis d’accord")
    client = signed_in(an_owner_of(maker))
    assert client.post(reverse("portal:needs")).status_code == 422
    maker.refresh_from_db()
    assert maker.status == "applied"


@pytest.mark.parametrize(
    ("content", "status"), [(None, 422), (b"", 422), (b"<svg onload=x>", 422), (b"\xff\xd8\xff", 422)]
)
def test_a_paper_is_a_picture(content, status):
    maker, row = a_producer(status="applied"), a_requirement("document", "Carte")
    client = signed_in(an_owner_of(maker))
    here = f"{reverse('portal:need')}?what={row.pk}"
    sent = {} if content is None else {"paper": SimpleUploadedFile("p.jpg", content)}
    assert client.post(here, sent).status_code == status
    assert not RequirementAnswer.objects.exists()


def test_a_paper_that_is_one_waits_to_be_looked_at():
    maker, row = a_producer(status="applied"), a_requirement("document", "Carte")
    client = signed_in(an_owner_of(maker))
    here = f"{reverse('portal:need')}?what={row.pk}"
    assert client.post(here, {"paper": a_photo()}).status_code == 302
    answer = RequirementAnswer.objects.get()
    assert (answer.state, bool(answer.file), answer.organisation) == ("waiting", True, maker)
    answer.file.delete(save=False)


def test_an_agent_needs_the_grant_for_her_page():
    maker = a_producer(status="applied")
    agent = an_agent_for(maker, permission=Permission.MANAGE_STOCK.value)
    assert signed_in(agent).get(reverse("portal:needs")).status_code == 404
    other = an_agent_for(maker, association=an_association(), permission=Permission.EDIT_PROFILE.value)
    assert signed_in(other).get(reverse("portal:needs")).status_code == 200


@pytest.fixture
def agent():
    return an_agent_for(a_producer(), association=an_association(name="Association"))


def walk(client: Client, **typed):
    here = reverse("shop_portal:join")
    given = {
        "name": "Fadma", "craft": ["weaving"], "region": "MA-05", "place": "", "phone": "0661 11 22 33",
        "consent": ["name", "photo"], "photo": a_photo(),
    } | typed  # fmt: skip
    for step, value in given.items():
        answer = client.post(f"{here}?step={step}", {step: value})
        if answer.status_code != 302:
            return answer
    return answer


def test_an_agent_brings_a_producer_who_confirms_the_grant_herself(agent):
    a_craft("weaving")
    client = signed_in(agent)
    page = walk(client, place="").content.decode()
    code = page.split('<option value="0')[1].split('"')[0]
    answer = walk(client, place=f"0{code}")
    assert answer.url == reverse("shop_portal:joined")
    maker = Organisation.objects.get(status="applied")
    association = maker.vouched_by
    assert (maker.phone, maker.region, maker.may_sell, maker.is_shown) == (
        "+212661112233", "MA-05", False, False,
    )  # fmt: skip
    assert maker.picture is not None
    assert list(maker.crafts.all()) == [Craft.objects.get(code="weaving")]
    assert GrantRequest.objects.get().giver == maker
    assert not maker.grants_given.exists(), "nothing counts before she has confirmed it"
    assert "Fadma" in client.get(answer.url).content.decode()
    before = Organisation.objects.count()
    client.post(f"{reverse('shop_portal:join')}?step=photo", {"photo": a_photo()})
    assert Organisation.objects.count() == before, "the last screen sent twice writes her down once"
    assert association.kind == "association"
    maker.picture.image.file.delete(save=False)


def test_without_her_yes_no_photo_is_kept(agent):
    a_craft("weaving")
    client = signed_in(agent)
    code = walk(client, place="").content.decode().split('<option value="0')[1].split('"')[0]
    walk(client, place=f"0{code}", consent=["name"])
    assert Organisation.objects.get(status="applied").picture is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "}, {"craft": ["none"]}, {"region": "MA-99"}, {"place": "x"}, {"phone": "12"},
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_written(agent, wrong):
    a_craft("weaving")
    assert walk(signed_in(agent), **wrong).status_code == 422
    assert not Organisation.objects.filter(status="applied").exists()


def test_nobody_else_brings_producers():
    for user in (a_user(), an_owner_of(a_producer())):
        client = signed_in(user)
        assert client.get(reverse("shop_portal:join")).url == reverse("portal:choose")
        assert client.post(reverse("shop_portal:join"), {"name": "X"}).url == reverse("portal:choose")
        assert client.get(reverse("shop_portal:joined")).url == reverse("portal:choose")
    assert not Organisation.objects.filter(status="applied").exists()
