"""How often each area of tables has been written to; only triggers of the database write here."""

from django.db import models


class Edition(models.Model):
    """The number of one area and one session of the database; ``producers.editions`` says what for."""

    area = models.CharField(max_length=20)
    session = models.BigIntegerField()
    number = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "session"], name="tiwizi_one_edition")]

    def __str__(self) -> str:
        return f"{self.area} {self.number}"
