"""Equipment, labels, posters and the collection round."""

import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from pypdf import PdfReader

from home.fairs.actions.lend import TooFewUnitsError, give_back, keep_equipment, lend
from home.fairs.actions.sheets import write_sheet
from home.fairs.domain.lending import ClashError, DaysError
from home.fairs.models import BookedDay, Booking
from home.fairs.papers import print_labels, print_poster, print_round
from home.fairs.testing.builders import a_fair, goods_out, shelf
from producers.domain.actors import SYSTEM
from producers.models import Membership, Round
from producers.testing.builders import (
    a_producer,
    a_user,
    an_agent_for,
    an_association,
    an_operator,
    an_owner_of,
)
from shop.testing.builders import a_variant

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def day(number: int):
    return TODAY + timedelta(days=number)


def kept(kind: str, units: int):
    return keep_equipment(an_association(), kind=kind, name=f"{kind} {units}", units=units, actor=SYSTEM)


def test_one_box_is_lent_once_for_a_day_and_again_when_it_is_back():
    box = kept("photo_box", 1)
    first = lend(box, day(1), day(3), actor=SYSTEM)
    with pytest.raises(ClashError) as clash:
        lend(box, day(3), day(5), actor=SYSTEM)
    assert clash.value.days == (day(3),)
    lend(box, day(4), day(5), actor=SYSTEM)
    give_back(first, actor=SYSTEM)
    give_back(first, actor=SYSTEM)
    lend(box, day(1), day(3), actor=SYSTEM)
    assert BookedDay.objects.count() == 5


def test_two_scales_are_two_and_each_stays_the_same_one_for_all_its_days():
    scales = kept("scales", 2)
    assert [lend(scales, day(1), day(2), actor=SYSTEM).unit for _ in range(2)] == [1, 2]
    with pytest.raises(ClashError):
        lend(scales, day(2), day(2), actor=SYSTEM)
    with pytest.raises(DaysError):
        lend(scales, day(8), day(8), quantity=2, actor=SYSTEM)
    with pytest.raises(TooFewUnitsError):
        keep_equipment(scales.holder, kind="scales", name=scales.name, units=1, actor=SYSTEM, row=scales)


def test_a_vehicle_has_so_many_seats_a_day():
    van = kept("seats", 7)
    lend(van, day(1), day(2), quantity=4, actor=SYSTEM)
    lend(van, day(2), day(3), quantity=3, actor=SYSTEM)
    with pytest.raises(ClashError) as clash:
        lend(van, day(1), day(3), quantity=1, actor=SYSTEM)
    assert clash.value.days == (day(2),)
    lend(van, day(1), day(1), quantity=3, actor=SYSTEM)
    for first, last in ((day(3), day(2)), (day(1), day(40))):
        with pytest.raises(DaysError):
            lend(van, first, last, actor=SYSTEM)


def test_the_database_refuses_one_thing_twice_whoever_writes():
    booking = lend(kept("photo_box", 1), day(1), day(3), actor=SYSTEM)
    facts = {"equipment": booking.equipment, "day": day(2), "unit": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        BookedDay.objects.create(booking=booking, **facts)
    again = Booking(equipment=booking.equipment, unit=1, first_day=day(3), last_day=day(9))
    if connection.vendor == "postgresql":
        with pytest.raises(IntegrityError), transaction.atomic():
            again.save()
    else:
        again.save()  # here the days alone hold it


def test_operators_lend_and_are_told_of_a_clash(client):
    user = an_operator()
    user.user_permissions.add(
        Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    )
    client.force_login(user)
    form = {"holder": an_association().pk, "kind": "photo_box", "name": "Boîte", "units": "1"}
    assert client.post("/admin/fairs/equipment/keep/", {**form, "units": "0"}).status_code == 422
    client.post("/admin/fairs/equipment/keep/", form)
    box = client.get("/admin/fairs/equipment/").context["kinds"][0]
    asked = {
        "equipment": box.pk,
        "quantity": "1",
        "first_day": day(1).isoformat(),
        "last_day": day(2).isoformat(),
    }
    assert client.post("/admin/fairs/equipment/lend/", asked).status_code == 302
    clash = client.post("/admin/fairs/equipment/lend/", asked)
    assert (clash.status_code, len(clash.context["lend_form"].errors)) == (422, 1)
    client.post(f"/admin/fairs/equipment/{Booking.objects.get().pk}/back/")
    assert client.post("/admin/fairs/equipment/lend/", asked).status_code == 302


@pytest.fixture
def sheet():
    rug = a_variant(stock=5, price=120)
    return goods_out(a_fair(title={"fr": "Foire d'Azrou", "ar": "معرض أزرو"}), (rug, 3))


def text_of(paper: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_labels_say_name_maker_and_price_once_for_each_piece(sheet, lang):
    variant = sheet.lines.get().origin.variant
    text = text_of(print_labels(sheet, lang=lang, at=timezone.now()))
    assert (text.count(variant.sku), text.count("120")) == (3, 3)


def test_there_is_a_poster_for_the_fair_and_one_for_each_stand(sheet):
    maker = sheet.lines.get().origin.variant.product.producer
    pages = PdfReader(io.BytesIO(print_poster(sheet.fair, [maker], lang="fr", at=timezone.now()))).pages
    assert ["Azrou" in page.extract_text() for page in pages] == [True, True]
    print_poster(sheet.fair, [maker], lang="ar", at=timezone.now())


def test_an_agent_sees_by_souk_day_what_to_fetch(client, sheet):
    rug, fair = sheet.lines.get().origin.variant, sheet.fair
    maker = rug.product.producer
    Round.objects.create(association=fair.holder, producer=maker, weekday=2, place="Souk d'Azrou")
    write_sheet(fair, {shelf(rug).pk: 2}, actor=SYSTEM)
    text = text_of(print_round(fair, lang="fr", at=timezone.now()))
    assert ("mercredi" in text.lower(), "2 × " in text, "Souk d" in text) == (True, True, True)
    agent = an_agent_for(maker, permission="manage_orders")
    client.force_login(agent)
    address = "/fr/portal/fair/round/"
    assert "Souk d" not in client.get(address).content.decode()  # of another association
    Membership.objects.create(user=agent, organisation=fair.holder, role=Membership.Role.AGENT)
    assert "Souk d" in client.get(address).content.decode()
    client.force_login(a_user("stranger"))
    assert client.get(address).status_code == 404


def test_a_maker_sees_what_is_lent_to_her_until_it_is_back(client):
    maker, seats = a_producer(), kept("seats", 6)
    booking = lend(seats, day(1), day(2), quantity=2, maker=maker, actor=SYSTEM)
    lend(seats, day(1), day(2), maker=a_producer(), actor=SYSTEM)
    client.force_login(an_owner_of(maker))
    page = client.get("/fr/portal/fair/").content.decode()
    assert page.count("seats 6") == 1
    give_back(booking, actor=SYSTEM)
    assert "seats 6" not in client.get("/fr/portal/fair/").content.decode()
