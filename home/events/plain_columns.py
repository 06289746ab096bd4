"""Columns of text, data or files that name nobody. A new one is listed here, or in ``personal_tables``."""

PLAIN = {
    "tiwizi_events.Series": "slug name description",
    "tiwizi_events.Theme": "code name",
    "tiwizi_events.Funder": "code name",
    "tiwizi_events.Correction": "what reason",
    "tiwizi_events.Event": "export_id kind slug title summary description original_language region province"
    " commune venue status cancel_reason",
    "tiwizi_events.Session": "export_id kind title description room track language",
    "tiwizi_events.Exhibitor": "stand",
    "tiwizi_events.Attendance": "half device",
    "tiwizi_events.DoorKey": "token",
    "tiwizi_events.Certificate": "code",
    "tiwizi_events.Registration": "state kind language token code sex",
}
