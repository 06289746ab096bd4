"""Addresses of training, in a language: ``path("", include("home.training.urls"))``."""

from django.urls import path

from home.training.views import courses, guides, projects, quiz, tools, trainers

app_name = "training"
urlpatterns = [
    path("training/", courses.courses, name="courses"),
    path("training/<slug:slug>/", courses.course, name="course"),
    path("training/<slug:slug>/<int:number>/", courses.lesson, name="lesson"),
    path("training/<slug:slug>/kit.pdf", courses.kit, name="kit"),
    path("training/<slug:slug>/quiz/<slug:moment>/", quiz.quiz, name="quiz"),
    path("trainers/<str:token>/", trainers.certificate, name="trainer"),
    path("guides/", guides.guides, name="guides"),
    path("guides/<slug:slug>/", guides.guide, name="guide"),
    path("practice/", guides.practices, name="practices"),
    path("practice/write/", guides.write, name="practice_write"),
    path("practice/<slug:slug>/", guides.practice, name="practice"),
    path("project/", projects.begin, name="project_begin"),
    path("project/sheet/<str:token>/", projects.sheet, name="project"),
    path("tools/", tools.tools, name="tools"),
    path("tools/<slug:name>/", tools.tool, name="tool"),
]
