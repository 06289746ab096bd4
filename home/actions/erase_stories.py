"""Stories about a maker who is erased go with all their versions, in all languages, and their pictures."""

from django.db import transaction
from django.utils import timezone

from home.models import StoryConsent, StoryPage
from home.reading.story_pictures import pictures_only_in
from producers.actions.remove_pictures import hide_pictures
from producers.domain.actors import Actor
from producers.domain.personal import Person
from producers.erasing import erase_pages, forget_entries
from producers.models import Picture


def erase_stories(person: Person, actor: Actor) -> None:
    """Erase the stories of a person's organisations; safe to repeat."""
    if person.organisations:
        _erase(person, actor)


@transaction.atomic(durable=True)
def _erase(person: Person, actor: Actor) -> None:
    consents = StoryConsent.objects.filter(producer__in=person.organisations)
    for consent in consents:
        forget_entries(consent)
    consents.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
    pages = StoryPage.objects.filter(producer__in=person.organisations)
    for work in set(pages.values_list("translation_key", flat=True)):
        pictures = list(pictures_only_in(work))
        hide_pictures(pictures, actor=actor, reason="erased")
        Picture.objects.filter(pk__in=[picture.pk for picture in pictures]).update(alt="", credit="")
    erase_pages(pages)
