"""The tables of training."""

from home.training.models.courses import Card, Course, CourseEvent, Lesson, Trainer

__all__ = ["Card", "Course", "CourseEvent", "Lesson", "Trainer"]
