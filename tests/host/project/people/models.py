"""The host's own user model."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class Person(AbstractUser):
    """Somebody with an account at the host's."""

    nickname = models.CharField(max_length=80, blank=True)
