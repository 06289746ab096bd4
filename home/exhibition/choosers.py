"""The windows in which an editor chooses works, makers, products and what a room is about."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet

from producers.models import Organisation


class MakerChooserViewSet(ChooserViewSet):
    """Choose among the makers whom the public sees."""

    model = "tiwizi_producers.Organisation"
    register_widget = False
    icon = "user"
    choose_one_text = _("Choose a maker")
    choose_another_text = _("Choose another maker")

    def get_object_list(self) -> Any:
        """Return them: whoever may enter the back office may open this window."""
        return Organisation.objects.shown()


maker_chooser = MakerChooserViewSet("tiwizi_choose_for_exhibition")
