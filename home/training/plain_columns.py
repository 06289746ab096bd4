"""Columns of text, data or files that name nobody. A new one is listed here, or in ``personal_tables``."""

PLAIN = {
    "tiwizi_training.Course": "export_id slug title summary description original_language audience theme"
    " needed",
    "tiwizi_training.Lesson": "title practice",
    "tiwizi_training.Card": "export_id text sign",
    "tiwizi_training.Question": "export_id text",
    "tiwizi_training.Choice": "export_id text sign",
    "tiwizi_training.Project": "export_id token state language region province",
    "tiwizi_training.QuizSheet": "moment",
    "tiwizi_training.QuizAnswer": "question choice",
}
