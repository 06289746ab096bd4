"""The window in which an editor chooses who stands in the gallery."""

from django.utils.translation import gettext_lazy as _

from producers.organisation_chooser import OrganisationChooserViewSet


class ProducerChooserViewSet(OrganisationChooserViewSet):
    """Choose among the producers whom the public may see."""

    choose_one_text = _("Choose a producer")
    choose_another_text = _("Choose another producer")


organisation_chooser = ProducerChooserViewSet("tiwizi_choose_for_awards")
