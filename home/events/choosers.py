"""The window in which an editor chooses who organises or exhibits."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from producers.models import Organisation
from producers.organisation_chooser import OrganisationChooserViewSet


class OrganiserChooserViewSet(OrganisationChooserViewSet):
    """Choose among those whom the public may see."""

    choose_one_text = _("Choose an organisation")
    choose_another_text = _("Choose another organisation")

    def get_object_list(self) -> Any:
        """Return them: whoever may enter the back office may open this window."""
        return Organisation.objects.shown() | Organisation.objects.shown_associations()


organisation_chooser = OrganiserChooserViewSet("tiwizi_choose_for_agenda")
