"""The numbers of sessions that have ended go into one, so that reading them stays cheap."""

from django.db import connection

FOLD = """
WITH ended AS (
    DELETE FROM tiwizi_producers_edition
    WHERE session <> 0 AND session NOT IN (SELECT pid FROM pg_stat_activity)
    RETURNING area, number
)
INSERT INTO tiwizi_producers_edition AS edition (area, session, number)
SELECT area, 0, sum(number) FROM ended GROUP BY area
ON CONFLICT (area, session) DO UPDATE SET number = edition.number + excluded.number
"""


def fold_editions() -> None:
    """Add up the numbers of ended sessions; the sum of an area stays as it is."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(FOLD)
