"""Groups of makers as one partner may read them: cooperatives, and associations that vouch for somebody.

A group is there when it shares its data itself and somebody who belongs to it does so too; nobody is named as
belonging to one who does not share, or to one that does not.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from producers.models import Organisation
from shop.domain.channels import Channel
from shop.domain.export_json import maker_from
from shop.domain.exports import ExportMaker
from shop.feeds.dfc import nodes_of_group
from shop.feeds.dfc_v1 import Node
from shop.models import ExportRow
from shop.reading.export_consents import sharing_today
from shop.reading.export_makers import groups_today

MAKERS_PER_PAGE = GROUPS_PER_PAGE = 50
AT_ONCE = 500
TIES = ("maker__group", "maker__vouched_by")


@dataclass(frozen=True)
class Group:
    """A group with the permanent ids of those who belong to it."""

    maker: ExportMaker
    members: tuple[str, ...]

    def nodes(self, channel: Channel) -> Iterator[Node]:
        """Return it, and where it is."""
        return nodes_of_group(self.maker, self.members, channel)


def groups_page(channel: Channel, after: str = "") -> tuple[list[Group], str]:
    """Return groups, and the id to go on from; empty at the end. Eight queries."""
    rows = _groups(channel).filter(export_id__gt=after).order_by("export_id")
    found = list(rows.values_list("pk", "export_id")[: GROUPS_PER_PAGE + 1])
    shown = found[:GROUPS_PER_PAGE]
    keys = [pk for pk, _export_id in shown]
    return _with_members(channel, keys), shown[-1][1] if len(found) > len(shown) else ""


def group_with(channel: Channel, export_id: str) -> Group | None:
    """Return a group by its permanent id; None for what is none, or not for this partner."""
    keys = list(_groups(channel).filter(export_id=export_id).values_list("pk", flat=True))
    return next(iter(_with_members(channel, keys)), None)


def groups_of(channel: Channel, makers: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return to which groups makers belong, all by permanent ids. Two queries."""
    ties = _ties(sharing_rows(channel).filter(export_id__in=list(makers)))
    groups = _who_share(channel).filter(pk__in={group for _one, group in ties})
    ids = dict(groups.values_list("pk", "export_id"))
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, group in ties:
        if group in ids:
            found[one].add(ids[group])
    return {one: tuple(sorted(own)) for one, own in found.items()}


def groups_among(channel: Channel, makers: Collection[str]) -> Iterator[Group]:
    """Return the groups of some makers, by permanent id, each with those of them who belong to it.

    Consent is asked now, of makers and of groups. Seven queries for 500 makers, and six for 500 groups.
    """
    members: defaultdict[int, set[str]] = defaultdict(set)
    for some in _some(sorted(makers)):
        for one, group in _ties(sharing_rows(channel).filter(export_id__in=some)):
            members[group].add(one)
    for keys in _some(sorted(members)):
        allowed = list(
            _who_share(channel).filter(pk__in=keys).order_by("export_id").values_list("pk", flat=True)
        )
        today = groups_today(allowed) if allowed else {}
        for pk in allowed:
            if pk in today:
                yield Group(today[pk].maker, tuple(sorted(members[pk])))


def _some(found: list[Any]) -> Iterator[list[Any]]:
    return (found[start : start + AT_ONCE] for start in range(0, len(found), AT_ONCE))


def sharing_rows(channel: Channel) -> QuerySet[ExportRow]:
    """Return the rows of makers whom the channel chooses and who share today, by permanent id.

    Consent is asked here, whatever was frozen.
    """
    rows = ExportRow.objects.filter(kind=ExportRow.Kind.MAKER, is_current=True, is_withdrawn=False)
    chosen = channel.selection.makers
    rows = rows.filter(export_id__in=chosen) if chosen else rows
    return rows.filter(maker__in=sharing_today(channel.consent)).order_by("export_id")


def makers_in(rows: QuerySet[ExportRow]) -> Iterator[ExportMaker]:
    """Return what the outside may know of the makers of some rows."""
    for data, changed_at in rows.values_list("data", "changed_at"):
        yield maker_from(data, updated_at=changed_at.isoformat())


def _who_share(channel: Channel) -> QuerySet[Organisation]:
    """Associations are in no feed of goods, and so in no frozen row: they are read as they are now."""
    shown = Organisation.objects.shown() | Organisation.objects.shown_associations()
    return shown.filter(pk__in=sharing_today(channel.consent), erased_at=None)


def _groups(channel: Channel) -> QuerySet[Organisation]:
    """A channel that chooses makers shows the groups of those."""
    members = sharing_rows(channel).order_by()
    group, vouching = (Q(pk__in=members.values(tie)) for tie in TIES)
    return _who_share(channel).filter(group | vouching)


def _with_members(channel: Channel, keys: list[int]) -> list[Group]:
    """Return groups by key, in this order, with those who belong to them."""
    members: defaultdict[int, set[str]] = defaultdict(set)
    tied = Q(maker__group__in=keys) | Q(maker__vouched_by__in=keys)
    for one, group in _ties(sharing_rows(channel).filter(tied)) if keys else ():
        members[group].add(one)
    today = groups_today(keys) if keys else {}
    return [Group(today[pk].maker, tuple(sorted(members[pk]))) for pk in keys if pk in today]


def _ties(rows: QuerySet[ExportRow]) -> list[tuple[str, int]]:
    """Return who belongs to what: permanent ids with keys of groups."""
    found = rows.values_list("export_id", *TIES)
    return [(one, group) for one, *groups in found for group in groups if group is not None]
