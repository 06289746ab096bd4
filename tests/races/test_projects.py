"""Two agents press "I follow her" at once, with a control that looks first and writes then."""

from functools import partial
from threading import Barrier

from home.training.actions.projects import follow, hand_back
from home.training.domain.projects import ProjectError
from home.training.models import Project
from home.training.testing.builders import a_project
from producers.domain.actors import Actor
from producers.models import Act
from producers.testing.builders import a_producer, an_agent_for
from shop.testing.builders import a_market
from tests.races.together import at_once, failures

AGENTS = 4


def agents() -> list[Actor]:
    """Build them, each with an account of her own."""
    a_market()
    users = [an_agent_for(a_producer(), username=f"agent-{number}") for number in range(AGENTS)]
    return [Actor(user.pk, user.get_username()) for user in users]


def test_looking_first_lets_all_of_them_believe_that_they_follow_her():
    project, believe, looked = a_project(), [], Barrier(AGENTS)

    def look_then_follow(actor: Actor) -> None:
        is_free = Project.objects.get(pk=project.pk).mentor_id is None
        looked.wait(60)
        if is_free:
            Project.objects.filter(pk=project.pk).update(mentor=actor.user_id)
            believe.append(actor)

    assert not failures(at_once([partial(look_then_follow, actor) for actor in agents()]))
    assert len(believe) == AGENTS


def test_one_follows_her_and_the_others_are_told_that_somebody_does():
    everybody = agents()
    for _round in range(3):
        project = a_project()
        results = at_once([partial(follow, project, actor=actor) for actor in everybody])
        won = [one for one in results if isinstance(one, Project)]
        refused = [one.why.value for one in results if isinstance(one, ProjectError)]
        assert (len(won), refused) == (1, ["taken"] * (AGENTS - 1))
        project.refresh_from_db()
        assert project.mentor_id == won[0].mentor_id
        assert Act.objects.filter(verb="project.follow", object_id=project.pk).count() == 1


def test_who_is_handed_back_twice_at_once_is_handed_back_once():
    (first, *_others) = agents()
    project = follow(a_project(), actor=first)
    results = at_once([partial(hand_back, project, why="x", actor=first)] * 2)
    assert sorted(isinstance(one, Project) for one in results) == [False, True]
    assert Act.objects.filter(verb="project.hand_back").count() == 1
