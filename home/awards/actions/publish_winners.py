"""What is public of winners: written when an edition is published, again when one changes her mind."""

from datetime import timedelta

from home.awards.domain.nominating import State
from home.awards.models import Edition, FollowUp, Nomination, Portrait
from producers.actions.transactions import require_transaction

A_YEAR = timedelta(days=365)


def publish_winners(edition: Edition) -> None:
    """Write a portrait of each winner, and when she is asked what she did with her prize.

    Women who agree to be named and are known as producers come into the gallery, once each.
    """
    require_transaction("winners")
    day = edition.ceremony_on or edition.closes_on
    for one in winners_of(edition):
        in_gallery = _may_stand(one)
        Portrait.objects.update_or_create(
            nomination=one,
            defaults={
                "organisation": one.organisation if one.may_name else None,
                "edition": edition,
                "category": one.category,
                "place": one.place,
                "name": one.name if one.may_name else "",
                "with_name": one.may_name,
                "with_photo": one.may_name and one.may_photo,
                "year": day.year,
                "in_gallery": in_gallery,
            },
        )
        FollowUp.objects.get_or_create(nomination=one, defaults={"due_on": day + A_YEAR})


def show_again(nomination: Nomination) -> None:
    """Have what is public of a winner follow what she agrees to now: less at once, or more."""
    require_transaction("a winner")
    portraits = Portrait.objects.filter(nomination=nomination)
    if not portraits.exists():
        return
    if nomination.state != State.ELIGIBLE:
        portraits.delete()
        return
    named = nomination.may_name
    portraits.update(
        organisation=nomination.organisation if named else None,
        name=nomination.name if named else "",
        with_name=named,
        with_photo=named and nomination.may_photo,
        in_gallery=False,
    )
    portraits.update(in_gallery=_may_stand(nomination))


def winners_of(edition: Edition) -> list[Nomination]:
    """Return who won and takes part, by category and place."""
    rows = edition.nominations.filter(place__isnull=False, state=State.ELIGIBLE)
    return list(rows.select_related("organisation", "category").order_by("category__position", "place"))


def _may_stand(one: Nomination) -> bool:
    """Say whether a winner comes into the gallery: a woman who is named, and does not stand there yet."""
    if not (one.may_name and one.is_woman and one.organisation_id):
        return False
    others = Portrait.objects.filter(organisation=one.organisation_id, in_gallery=True)
    return not others.exclude(nomination=one).exists()
