"""She sends a newer change, or is suspended, at the moment when a checker approves what she sent before."""

from functools import partial
from threading import Barrier

from producers.actions.moderate import approve
from producers.actions.submit import submit, withdraw_submission
from producers.domain.actors import Actor
from producers.domain.moderation import ChangedMeanwhileError, DecidedError
from producers.models import Act, Submission
from producers.testing.submitting import a_change, a_submission, seen_by
from shop.models import Product
from shop.testing.builders import a_product
from tests.races.together import at_once, failures

EDITOR, HER = Actor(None, "editor"), Actor(None, "Fatima")
ROUNDS, CLICKS = 8, 6


def name_of(product) -> str:
    return Product.objects.get(pk=product.pk).name.data["fr"]


def test_without_the_named_revision_something_unseen_is_published():
    """The control: a checker looks, she sends another, and the newest is published."""
    rug = a_product(name="Tapis")
    sent = a_submission(rug, name="Vu")
    looked, changed = Barrier(2), Barrier(2)
    seen = []

    def look_then_publish() -> None:
        seen.append(Submission.objects.get(pk=sent.pk).revision.as_object().name.data["fr"])
        looked.wait(60)
        changed.wait(60)
        Submission.objects.get(pk=sent.pk).revision.publish()

    def send_another() -> None:
        looked.wait(60)
        submit(rug, revision=a_change(rug, name="Jamais vu"), actor=HER, language="fr")
        changed.wait(60)

    assert not failures(at_once([look_then_publish, send_another]))
    assert (seen, name_of(rug)) == (["Vu"], "Jamais vu")


def test_what_is_published_is_what_the_checker_saw():
    for number in range(ROUNDS):
        rug = a_product(name="Tapis", slug=f"rug-{number}")
        sent = a_submission(rug, name="Vu")
        seen, newer = seen_by(sent, rug), a_change(rug, name="Jamais vu")
        approved, submitted = at_once(
            [
                partial(approve, Submission.objects.get(pk=sent.pk), seen=seen, actor=EDITOR),
                partial(submit, rug, revision=newer, actor=HER, language="fr"),
            ]
        )
        assert not isinstance(submitted, Exception), submitted
        waiting = Submission.objects.waiting().of("product", rug.pk).get()
        assert waiting.revision_id == newer.pk, "hers waits, whoever came first"
        if isinstance(approved, Exception):
            assert isinstance(approved, ChangedMeanwhileError), approved
            assert name_of(rug) == "Tapis"
        else:
            assert name_of(rug) == "Vu"


def test_a_change_that_is_approved_and_taken_back_at_once_is_one_of_them():
    for number in range(ROUNDS):
        rug = a_product(name="Tapis", slug=f"rug-{number}")
        sent = a_submission(rug, name="Vu")
        seen = seen_by(sent, rug)
        results = at_once(
            [
                partial(approve, Submission.objects.get(pk=sent.pk), seen=seen, actor=EDITOR),
                partial(withdraw_submission, Submission.objects.get(pk=sent.pk), actor=HER),
            ]
        )
        assert [type(one) for one in failures(results)] == [DecidedError]
        state = Submission.objects.get(pk=sent.pk).state
        assert (state, name_of(rug)) in {("approved", "Vu"), ("withdrawn", "Tapis")}


def test_a_change_approved_by_many_at_once_is_published_once():
    rug = a_product(name="Tapis")
    sent = a_submission(rug, name="Vu")
    seen = seen_by(sent, rug)
    clicks = [
        partial(approve, Submission.objects.get(pk=sent.pk), seen=seen, actor=EDITOR) for _ in range(CLICKS)
    ]
    results = at_once(clicks)
    assert {type(one) for one in failures(results)} == {DecidedError}
    assert len(failures(results)) == CLICKS - 1
    assert Act.objects.filter(verb="product.publish").count() == 1


def test_the_same_change_sent_by_many_at_once_waits_once():
    rug = a_product(name="Tapis")
    changes = [a_change(rug, name=f"Tapis {number}") for number in range(CLICKS)]
    sends = [partial(submit, rug, revision=one, actor=HER, language="fr") for one in changes]
    assert not failures(at_once(sends))
    assert Submission.objects.count() == 1
