"""Columns of text, data or files that name nobody. A new one is listed here."""

PLAIN = {
    "tiwizi_exhibition.Room": "export_id slug title description original_language kind region",
    "tiwizi_exhibition.RoomStory": "language body",
    "tiwizi_exhibition.Work": "export_id slug title description original_language",
}
