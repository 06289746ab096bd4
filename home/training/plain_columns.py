"""Columns of text, data or files that name nobody. A new one is listed here, or in ``personal_tables``."""

PLAIN = {
    "tiwizi_training.Course": "export_id slug title summary description original_language audience theme"
    " needed",
    "tiwizi_training.Lesson": "title practice",
    "tiwizi_training.Card": "export_id text sign",
}
