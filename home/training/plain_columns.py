"""Columns of text, data or files that name nobody. A new one is listed here, or in ``personal_tables``."""

PLAIN = {
    "tiwizi_training.Course": "export_id slug title summary description original_language audience theme"
    " needed",
    "tiwizi_training.Lesson": "title practice",
    "tiwizi_training.Card": "export_id text sign",
    "tiwizi_training.Question": "export_id text",
    "tiwizi_training.Choice": "export_id text sign",
    "tiwizi_training.Guide": "slug topic title summary body original_language",
    "tiwizi_training.GuideSource": "title address",
    "tiwizi_training.PracticeSheet": "slug title situation done result limits original_language readers",
    "tiwizi_training.Project": "export_id token state language region province",
    "tiwizi_training.QuizSheet": "moment",
    "tiwizi_training.TrainerPath": "code",
    "tiwizi_training.TrainerStep": "step",
    "tiwizi_training.QuizAnswer": "question choice",
}
