"""The windows in which an editor chooses works, makers, products and what a room is about."""

from django.utils.translation import gettext_lazy as _

from producers.organisation_chooser import OrganisationChooserViewSet


class MakerChooserViewSet(OrganisationChooserViewSet):
    """Choose among the makers whom the public sees."""

    choose_one_text = _("Choose a maker")
    choose_another_text = _("Choose another maker")


maker_chooser = MakerChooserViewSet("tiwizi_choose_for_exhibition")
