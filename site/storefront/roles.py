"""The groups of the back office, and what each may do there.

Orders are for operators alone; accountants read the money and settle with producers.
"""

from functools import reduce
from operator import or_

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

ENTER = Q(content_type__app_label="wagtailadmin", codename="access_admin")
WRITES = ("menu", "storyconsent", "picture", "product", "category", "technique", "material")
# These hang on the table of products, where a right to everything about products would take them along.
MONEY = Q(content_type__app_label="tiwizi_shop", codename__in=["operate_shop", "keep_books", "approve_money"])
GROUND = ("tiwizi_home", "tiwizi_producers", "tiwizi_shop")
WRITE = Q(content_type__model__in=WRITES, content_type__app_label__in=GROUND)
# What the systems of the Centre draft and publish; their live rows are changed by actions alone.
CENTRE = {
    "tiwizi_awards": ("edition", "portrait"),
    "tiwizi_events": ("event", "series", "theme", "funder"),
    "tiwizi_exhibition": ("room", "work"),
    "tiwizi_impact": ("statement",),
    "tiwizi_library": (
        "copy",
        "document",
        "documentlanguage",
        "initiative",
        "readerkind",
        "room",
        "sectorseries",
        "subject",
    ),
    "tiwizi_training": ("course", "guide", "practicesheet"),
}
WRITE_FOR_THE_CENTRE = reduce(
    or_, (Q(content_type__app_label=app, content_type__model__in=models) for app, models in CENTRE.items())
)
CHECK = Q(content_type__app_label="tiwizi_producers", codename="moderate")
MAY = {
    "Editors": ENTER | CHECK | (WRITE & ~MONEY) | WRITE_FOR_THE_CENTRE,
    "Accountants": ENTER
    | Q(content_type__app_label="tiwizi_shop", codename__in=["keep_books", "approve_money"]),
    # What operators propose with money, somebody else approves.
    "Operators": ENTER
    | WRITE_FOR_THE_CENTRE
    | Q(content_type__app_label__in=["tiwizi_shop", "tiwizi_producers"]) & ~Q(codename="approve_money"),
}


def set_up_groups() -> dict[str, Group]:
    """Make the groups that are missing and give each what it may; what else they were given stays.

    But for orders and money, which editors never have: they are taken from a group that once got them.
    """
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in MAY}
    for name, which in MAY.items():
        groups[name].permissions.add(*Permission.objects.filter(which))
    groups["Editors"].permissions.remove(*Permission.objects.filter(MONEY))
    return groups
