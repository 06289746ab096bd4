"""The tables of the awards."""

from home.awards.models.editions import Category, Criterion, Edition, Requirement
from home.awards.models.jury import Conflict, Juror, Mark
from home.awards.models.nominations import Backer, Nomination, NominationPicture, RequirementAnswer
from home.awards.models.portraits import FollowUp, Portrait

__all__ = [
    "Backer",
    "Category",
    "Conflict",
    "Criterion",
    "Edition",
    "FollowUp",
    "Juror",
    "Mark",
    "Nomination",
    "NominationPicture",
    "Portrait",
    "Requirement",
    "RequirementAnswer",
]
