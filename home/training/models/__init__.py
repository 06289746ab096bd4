"""The tables of training."""

from home.training.models.courses import Card, Course, CourseEvent, Lesson, Trainer
from home.training.models.guides import Guide, GuideSource, PracticeSheet
from home.training.models.projects import Project, ProjectNote
from home.training.models.quiz import Choice, Question, QuizAnswer, QuizSheet
from home.training.models.trainers import TrainerPath, TrainerStep

__all__ = [
    "Card",
    "Choice",
    "Course",
    "CourseEvent",
    "Guide",
    "GuideSource",
    "Lesson",
    "PracticeSheet",
    "Project",
    "ProjectNote",
    "Question",
    "QuizAnswer",
    "QuizSheet",
    "Trainer",
    "TrainerPath",
    "TrainerStep",
]
