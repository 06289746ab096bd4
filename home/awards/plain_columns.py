"""Columns of text, data or files that name nobody. A new one is listed here, or in ``personal_tables``."""

PLAIN = {
    "tiwizi_awards.Edition": "export_id slug title summary description how_to donors original_language"
    " ceremony_place state",
    "tiwizi_awards.Category": "code title description prize",
    "tiwizi_awards.Requirement": "category title check_by",
    "tiwizi_awards.Criterion": "category title anchors",
    "tiwizi_awards.Nomination": "state code token language region",
    "tiwizi_awards.Backer": "way language",
    "tiwizi_awards.Conflict": "kind",
    "tiwizi_awards.Portrait": "words",
}
