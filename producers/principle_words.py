"""The ten principles in plain words: a name, what it is about, a picture, and what is asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from producers.domain.principles import Principle, Said


@dataclass(frozen=True)
class PrincipleWords:
    """One principle as she sees and hears it."""

    name: str | Promise
    about: str | Promise
    icon: str


WORDS: Mapping[Principle, PrincipleWords] = {
    Principle.OPPORTUNITY: PrincipleWords(
        _("Work for small makers"), _("The trade is there for those who have little."), "hand"
    ),
    Principle.TRANSPARENCY: PrincipleWords(
        _("Open accounts"), _("Everybody in the group can see the money and have a say."), "search"
    ),
    Principle.PRACTICES: PrincipleWords(
        _("Fair dealing"), _("Orders are kept, and work is not paid late or taken back."), "check"
    ),
    Principle.PAYMENT: PrincipleWords(
        _("Fair pay"), _("The price is agreed together, and paid in time."), "coin"
    ),
    Principle.CHILDREN: PrincipleWords(
        _("No child labour"), _("Children learn and play. They do not work for the shop."), "star"
    ),
    Principle.EQUALITY: PrincipleWords(
        _("The same for all"), _("Women and men get the same, and may join together."), "people"
    ),
    Principle.CONDITIONS: PrincipleWords(
        _("A good place to work"), _("The place is safe and clean, and there is time to rest."), "shield"
    ),
    Principle.SKILLS: PrincipleWords(_("Learning"), _("Makers learn new things and pass them on."), "tools"),
    Principle.PROMOTION: PrincipleWords(
        _("Speaking of fair trade"), _("What we tell buyers is true."), "sound"
    ),
    Principle.ENVIRONMENT: PrincipleWords(
        _("Care for nature"), _("Materials come from near, and little is thrown away."), "globe"
    ),
}
ASKED: Mapping[str, str | Promise] = {
    "small_makers": _("Are you a small workshop or a group of makers?"),
    "own_income": _("Do you keep what you earn yourself?"),
    "sees_accounts": _("Can you see the accounts of your group?"),
    "decides_together": _("Do you decide together?"),
    "orders_kept": _("Do buyers keep to what was ordered?"),
    "advance_paid": _("Do you get money in advance for large orders?"),
    "price_agreed": _("Do you set your price yourself?"),
    "paid_in_time": _("Are you paid in time?"),
    "enough_to_live": _("Is your hour paid at least like the lowest wage?"),
    "no_child_labour": _("Is it so that no child works for you?"),
    "children_at_school": _("Do the children of the house go to school?"),
    "same_pay": _("Do women and men get the same for the same work?"),
    "free_to_join": _("May everybody join a group or leave it?"),
    "safe_place": _("Is the place where you work safe and bright?"),
    "rest": _("Do you have time to rest?"),
    "learns": _("Did you learn something new this year?"),
    "teaches": _("Do you teach others?"),
    "true_words": _("Is all that is said of your pieces true?"),
    "tells_others": _("Do you tell others of fair trade?"),
    "local_materials": _("Do your materials come from near?"),
    "little_waste": _("Do you use what is left over?"),
}
ANSWERS: tuple[tuple[Said, str | Promise, str], ...] = (
    (Said.YES, pgettext_lazy("portal", "Yes"), "check"),
    (Said.PARTLY, _("A little"), "whole"),
    (Said.NO, _("No"), "close"),
)
