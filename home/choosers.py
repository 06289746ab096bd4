"""Windows in which an editor chooses among rows that have no editor of their own here."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from producers.organisation_chooser import OrganisationChooserViewSet


class ProducerChooserViewSet(OrganisationChooserViewSet):
    """Choose a producer for a page."""

    register_widget = True
    choose_one_text = _("Choose a producer")
    choose_another_text = _("Choose another producer")


producer_chooser = ProducerChooserViewSet("tiwizi_choose_producer")


def producer_chooser_block(**kwargs: Any) -> Any:
    """Return the block with which a producer is chosen."""
    return ProducerChooserBlock(**kwargs)


ProducerChooserBlock = producer_chooser.get_block_class("ProducerChooserBlock", module_path="home.choosers")
