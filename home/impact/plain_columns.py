"""Columns of text or data that name nobody: figures hold numbers of people, never a person."""

PLAIN = {
    "tiwizi_impact.Edition": "slug reason",
    "tiwizi_impact.EditionFigure": "code words query",
    "tiwizi_impact.EditionCell": "by code name unit",
    "tiwizi_impact.Statement": "export_id figure what stated_by source source_url",
}
