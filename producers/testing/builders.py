"""Rows of the ground floor for tests. Every function takes what matters to the test and invents the rest."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Max
from i18nfield.strings import LazyI18nString

from producers.digests import keyed
from producers.models import Craft, DoorPhone, Grant, Membership, Organisation, Picture, PicturePin


def texts(value: str | dict[str, str]) -> LazyI18nString:
    """Return the value of a multi-language field; a plain string is in French."""
    return LazyI18nString({"fr": value} if isinstance(value, str) else value)


def an_organisation(
    kind: str = "producer", *, name: str | dict[str, str] = "", **fields: Any
) -> Organisation:
    """Build an approved organisation with the next free number."""
    number = (
        fields.pop("number", None) or (Organisation.objects.aggregate(Max("number"))["number__max"] or 0) + 1
    )
    defaults: dict[str, Any] = {
        "slug": f"{kind}-{number}",
        "status": Organisation.Status.ACTIVE,
        "region": "MA-07",
        "language": "fr",
    }
    return Organisation.objects.create(
        kind=kind, number=number, name=texts(name or f"{kind.title()} {number}"), **(defaults | fields)
    )


def a_producer(**fields: Any) -> Organisation:
    """Build an approved producer."""
    return an_organisation("producer", **fields)


def a_cooperative(**fields: Any) -> Organisation:
    """Build an approved cooperative."""
    return an_organisation("cooperative", voice=fields.pop("voice", "group"), **fields)


def an_association(**fields: Any) -> Organisation:
    """Build an association that vouches."""
    return an_organisation("association", **fields)


def a_craft(code: str = "weaving") -> Craft:
    """Return the craft of this code, made when it is missing."""
    return Craft.objects.get_or_create(code=code, defaults={"name": texts(code)})[0]


def a_user(username: str = "", **fields: Any) -> Any:
    """Build a user who can sign in with the password ``secret``."""
    model = get_user_model()
    name = username or f"user-{model.objects.count() + 1}"
    return model.objects.create_user(name, password="secret", **({"email": f"{name}@example.test"} | fields))


def an_owner_of(organisation: Organisation, **fields: Any) -> Any:
    """Build a user who owns the organisation's account."""
    user = a_user(**fields)
    Membership.objects.create(user=user, organisation=organisation, role=Membership.Role.OWNER)
    return user


def an_agent_for(
    producer: Organisation,
    *,
    association: Organisation | None = None,
    permission: str = "manage_orders",
    **fields: Any,
) -> Any:
    """Build an agent whose association holds a live grant from the producer."""
    association = association or an_association()
    user = a_user(**fields)
    Membership.objects.create(user=user, organisation=association, role=Membership.Role.AGENT)
    Grant.objects.get_or_create(
        giver=producer, receiver=association, permission=permission, withdrawn_at=None
    )
    return user


def an_editor(**fields: Any) -> Any:
    """Build a user who may enter the back office and check what producers send."""
    user = a_user(**fields)
    rights = [("wagtailadmin", "access_admin"), ("tiwizi_producers", "moderate")]
    for app, code in rights:
        user.user_permissions.add(Permission.objects.get(codename=code, content_type__app_label=app))
    return user


def an_operator(**fields: Any) -> Any:
    """Build a user who may operate the shop."""
    user = a_user(**fields)
    user.user_permissions.add(
        Permission.objects.get(codename="operate_shop", content_type__app_label="tiwizi_shop")
    )
    return user


def an_accountant(**fields: Any) -> Any:
    """Build a user who keeps the books and approves what operators propose."""
    user = a_user(**fields)
    codes = ("keep_books", "approve_money")
    user.user_permissions.add(
        *Permission.objects.filter(codename__in=codes, content_type__app_label="tiwizi_shop")
    )
    return user


def a_picture(
    key: str = "", *, alt: str | dict[str, str] = "A rug", width: int = 480, height: int = 600
) -> Picture:
    """Build a picture whose renditions are ready by name; no file is written."""
    number = Picture.objects.count() + 1
    key = key or f"picture-{number}"
    paths = {str(size): f"pictures/{key}-{size}.webp" for size in (240, 480) if size <= width}
    files = {"formats": {"webp": paths}, "fallback": f"pictures/{key}.jpg", "width": width, "height": height}
    return Picture.objects.create(key=key, alt=texts(alt), files=files)


def a_person_of(organisation: Organisation, *, number: str = "", pin: str = "", **fields: Any) -> Any:
    """Build a person who comes in by the number of her phone (E.164), and by her pictures if she chose some.

    ``pin`` is written like ``sun-key-bird-moon``.
    """
    user = an_owner_of(organisation, **({"first_name": "Fatima"} | fields))
    user.set_unusable_password()
    user.save()
    if number:
        DoorPhone.objects.create(user=user, number=number)
    if pin:
        PicturePin.objects.create(user=user, digest=keyed(f"{user.pk}:{pin}", purpose="pin"))
    return user
