"""Who has a stand and lets it be seen, for the page of the event."""

from home.events.exhibits import Exhibit
from home.stands.domain.slots import WHOLE_FAIR
from home.stands.models import StandApplication


def exhibits_at(event: int) -> list[Exhibit]:
    """Return the makers with a stand at an event who agreed to be shown, by stand; one query."""
    rows = StandApplication.objects.filter(
        offer__event=event, state=StandApplication.State.PLACED, is_shown=True
    )
    found = rows.order_by("group", "stand").values_list("producer", "stand", "group")
    return [
        Exhibit(producer, str(stand), None if group == WHOLE_FAIR else group)
        for producer, stand, group in found
    ]
