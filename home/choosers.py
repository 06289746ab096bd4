"""Windows in which an editor chooses among rows that have no editor of their own here."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet

from producers.models import Organisation


class ProducerChooserViewSet(ChooserViewSet):
    """Choose a producer for a page."""

    model = "tiwizi_producers.Organisation"
    icon = "user"
    choose_one_text = _("Choose a producer")
    choose_another_text = _("Choose another producer")

    def get_object_list(self) -> Any:
        """Return those who sell: whoever may enter the back office may open this window."""
        return Organisation.objects.shown()


producer_chooser = ProducerChooserViewSet("tiwizi_choose_producer")


def producer_chooser_block(**kwargs: Any) -> Any:
    """Return the block with which a producer is chosen."""
    return ProducerChooserBlock(**kwargs)


ProducerChooserBlock = producer_chooser.get_block_class("ProducerChooserBlock", module_path="home.choosers")
