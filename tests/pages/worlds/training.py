"""Training: a course, a guide, a practice sheet, and the sheet of a project."""

from home.training.actions.trainers import recognise
from home.training.testing.builders import (
    a_course,
    a_guide,
    a_lesson,
    a_practice,
    a_project,
    a_question,
)
from producers.domain.actors import Actor
from tests.pages.worlds.scene import Scene, Values


def add(scene: Scene) -> Values:
    """Add one of each."""
    made = a_course()
    course = {"slug": made.slug}
    a_lesson(made, "Une carte")
    a_question(made)
    trainer = recognise(made, "Formatrice secrète", why="Elle forme", actor=Actor(None, "office"))
    return {
        **dict.fromkeys(("training:course", "training:kit"), course),
        "training:lesson": course | {"number": 1},
        "training:quiz": course | {"moment": "before"},
        "training:tool": {"name": "price"},
        "training:guide": {"slug": a_guide().slug},
        "training:practice": {"slug": a_practice().slug},
        "training:project": {"token": a_project().token},
        "training:trainer": {"token": trainer.code},
        **_followed(scene),
    }


def _followed(scene: Scene) -> Values:
    """Somebody with a project whom A's agent follows; and one whom nobody follows, near nobody here."""
    a_project(name="Loin secrète", region="MA-12")
    mentor = scene.users["agent of A"]
    one = {"export_id": a_project(name="Porteuse secrète", mentor=mentor, phone="").export_id}
    return {f"training_portal:{name}": one for name in ("project", "sheet", "producer")}
