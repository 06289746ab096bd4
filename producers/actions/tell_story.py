"""A producer says who she is, in words or with a photo; an editor checks it before buyers see it."""

import secrets
from typing import IO, Any

from django.contrib.auth import get_user_model
from django.core.files.images import ImageFile
from django.db import transaction

from producers.actions.make_renditions import order_renditions
from producers.actions.submit import locked_owner, send_to_be_checked
from producers.domain.actors import Actor
from producers.domain.met import check_met
from producers.models import Organisation, Picture, Submission
from producers.models.pictures import site_images
from producers.story_drafts import draft, page_of, words_of
from producers.uploads import phone_picture


@transaction.atomic(durable=True)
def tell_story(
    organisation: Organisation, words: str, *, lang: str, actor: Actor, seen: str | None = None
) -> Submission:
    """Send the words of her page to be checked. Raises ``SuspendedError`` and ``NoHomeError``.

    ``seen`` is the mark of the words that she changes. Raises ``producers.domain.met.MetError`` when others
    are there by now.
    """
    owner = locked_owner(organisation.pk)
    page_now = page_of(owner, lang)
    check_met(words_of(page_now) if page_now else "", words, seen=seen)
    page, revision = draft(owner, lang, words=words, by=_user(actor))
    return send_to_be_checked(page, revision=revision, actor=actor, language=lang)


def show_face(organisation: Organisation, file: IO[bytes], *, lang: str, actor: Actor) -> Submission:
    """Send a photo of her, or of her hands, to be checked. The photo is drawn anew without its position.

    Raises ``UploadError`` for what is no picture, and what ``tell_story`` raises.
    """
    content = phone_picture(file)
    suffix = str(content.name).rpartition(".")[2]
    return _show(organisation, ImageFile(content, f"{secrets.token_hex(16)}.{suffix}"), lang, actor)


@transaction.atomic(durable=True)
def _show(organisation: Organisation, file: "ImageFile", lang: str, actor: Actor) -> Submission:
    owner = locked_owner(organisation.pk)
    image = site_images().create(title=f"{owner.slug}-{secrets.token_hex(4)}", file=file)
    picture = Picture.objects.create(image=image, alt=owner.name, original_language=owner.original_language)
    page, revision = draft(owner, lang, picture=picture, by=_user(actor))
    order_renditions(picture)
    return send_to_be_checked(page, revision=revision, actor=actor, language=lang)


def _user(actor: Actor) -> Any:
    return get_user_model().objects.filter(pk=actor.user_id).first() if actor.user_id is not None else None
