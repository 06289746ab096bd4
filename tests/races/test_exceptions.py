"""Two operators take the same case at once: it is one's."""

from threading import Barrier

from django.contrib.auth import get_user_model

from producers.domain.actors import Actor
from producers.models import Act
from shop.actions.raise_exception import About, raise_exception
from shop.actions.take_exception import TakenError, take_exception
from shop.models import ExceptionCase
from tests.races.together import at_once, failures

OPERATORS = 6


def operators():
    users = get_user_model().objects
    return [users.create(username=f"operator{number}") for number in range(OPERATORS)]


def test_the_race_is_real_when_one_looks_first():
    case = raise_exception("cash_old", key="k", about=About())
    looked, took = Barrier(OPERATORS), []

    def look_then_write(user):
        seen = ExceptionCase.objects.get(pk=case.pk)
        looked.wait(60)
        if seen.owner_id is None:
            ExceptionCase.objects.filter(pk=case.pk).update(owner=user)
            took.append(user)

    assert not failures(at_once([lambda user=user: look_then_write(user) for user in operators()]))
    assert len(took) > 1


def test_of_many_who_take_it_at_once_one_gets_it():
    case = raise_exception("cash_old", key="k", about=About())

    def take(user):
        seen = ExceptionCase.objects.get(pk=case.pk)
        seen.owner_id = None  # everybody saw it free
        return take_exception(seen, owner=user, actor=Actor(user.pk, user.username)).owner_id

    results = at_once([lambda user=user: take(user) for user in operators()])
    losers = failures(results)
    assert all(isinstance(one, TakenError) for one in losers)
    assert len(losers) == OPERATORS - 1
    assert Act.objects.filter(verb="exception.taken").count() == 1
    assert ExceptionCase.objects.get().owner_id in results


def test_raised_by_many_at_once_it_is_there_once():
    results = at_once([lambda: raise_exception("cash_old", key="k", about=About()).pk] * OPERATORS)
    assert len(set(results)) == 1
    assert ExceptionCase.objects.count() == 1
