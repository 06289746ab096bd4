"""Columns of text, data or files that name nobody. A new one is listed here, or in ``personal_tables``."""

PLAIN = {
    "tiwizi_network.Listing": "export_id side thing language",
    "tiwizi_network.Talk": "export_id side thing sentences language state",
    "tiwizi_network.MeetingWish": "source",
    "tiwizi_network.Meeting": "export_id state outcome",
    "tiwizi_network.FollowUp": "came",
    "tiwizi_network.Purchase": "export_id material unit state",
}
