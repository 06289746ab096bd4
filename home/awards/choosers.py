"""The window in which an editor chooses who stands in the gallery."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet

from producers.models import Organisation


class ProducerChooserViewSet(ChooserViewSet):
    """Choose among the producers whom the public may see."""

    model = "tiwizi_producers.Organisation"
    register_widget = False
    icon = "user"
    choose_one_text = _("Choose a producer")
    choose_another_text = _("Choose another producer")

    def get_object_list(self) -> Any:
        """Return them: whoever may enter the back office may open this window."""
        return Organisation.objects.shown()


organisation_chooser = ProducerChooserViewSet("tiwizi_choose_for_awards")
