"""The window in which an editor chooses who organises or exhibits."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet

from producers.models import Organisation


class OrganisationChooserViewSet(ChooserViewSet):
    """Choose among those whom the public may see."""

    model = "tiwizi_producers.Organisation"
    register_widget = False
    icon = "user"
    choose_one_text = _("Choose an organisation")
    choose_another_text = _("Choose another organisation")

    def get_object_list(self) -> Any:
        """Return them: whoever may enter the back office may open this window."""
        return Organisation.objects.shown() | Organisation.objects.shown_associations()


organisation_chooser = OrganisationChooserViewSet("tiwizi_choose_for_agenda")
