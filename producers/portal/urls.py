"""Addresses of the portal's ground floor: ``path("portal/", include("producers.portal.urls"))``."""

from django.urls import URLPattern, URLResolver, path

from producers.portal import (
    cards,
    consents,
    helpers,
    home,
    needs,
    phones,
    pictures,
    producers,
    queue,
    sign_in,
    story,
    voice,
)

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("needs/", needs.needs, name="needs"),
    path("needs/one/", needs.need, name="need"),
    path("for/", home.choose, name="choose"),
    path("voice/", voice.voice, name="voice"),
    path("story/", story.story, name="story"),
    path("story/words/", story.words, name="story_words"),
    path("story/photo/", story.photo, name="story_photo"),
    path("story/consents/", consents.consents, name="consents"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/phone/", sign_in.phone, name="sign_in_phone"),
    path("sign-in/code/", sign_in.code, name="sign_in_code"),
    path("sign-in/who/", sign_in.who, name="sign_in_who"),
    path("sign-in/card/<str:token>/", sign_in.card, name="sign_in_card"),
    path("sign-in/pictures/", pictures.pictures, name="sign_in_pictures"),
    path("sign-in/pictures/choose/", pictures.choose, name="sign_in_choose"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("phones/", phones.phones, name="phones"),
    path("producers/<slug:slug>/card/", cards.card, name="card"),
    path("office/<slug:slug>/keys/", cards.office, name="keys"),
    path("helpers/", helpers.helpers, name="helpers"),
    path("helpers/ask/", helpers.ask, name="ask_help"),
    path("helpers/decide/", helpers.decide, name="decide_help"),
    path("done/", helpers.done, name="done"),
    path("leave/", producers.leave, name="leave"),
    path("producers/", producers.producers, name="producers"),
    path("producers/souk/", producers.souk, name="souk"),
    path("producers/ask/", producers.ask_her, name="ask_her"),
    path("producers/ask/code/", producers.her_code, name="her_code"),
    path("waiting/", queue.waiting, name="waiting"),
    path("line/", queue.line, name="line"),
]
