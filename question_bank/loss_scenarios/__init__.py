"""Question 5: which situations are symptoms of trouble with the gradient or with convergence.

Read it like a marked exam sheet: what must hold, then the options, then the question. The numbers are in `solver.py`,
the words in `text.*.md`.
"""

import random
from dataclasses import replace
from functools import cache
from math import isclose

from grader import Item, Option, Question, claim, misconception

from .solver import ATTAINABLE, BETTER, HIGH, LOW, SPACE, UNATTAINABLE, WORSE, Parameters, Solution, solve


@claim(refuted_by=lambda s: replace(s, uniform_mean_loss=s.uniform_loss))
def loss_is_a_sum(s: Solution) -> bool:
    """The quadratic loss sums over classes: it is the mean over classes times their number."""
    return abs(s.uniform_loss - s.p.classes * s.uniform_mean_loss) < 1e-9


@claim(refuted_by=lambda s: replace(s, uniform_loss=s.uniform_mean_loss))
def uniform_knows_nothing(s: Solution) -> bool:
    """Equal probabilities on K classes give the loss 1 - 1/K and the expected accuracy 1/K."""
    return abs(s.uniform_loss - (1 - 1 / s.p.classes)) < 1e-9 and abs(s.uniform_accuracy - 1 / s.p.classes) < 1e-9


@claim(
    refuted_by=(
        lambda s: replace(s, random_loss_mean=s.hesitant_loss),
        lambda s: replace(s, uniform_loss=s.random_loss_mean),
        lambda s: replace(s, uniform_loss=s.random_loss_mean / 1.1),
    )
)
def random_is_no_better(s: Solution) -> bool:
    """A normalised random output has on average a higher loss than the uniform one, but not by a tenth."""
    mean, again = _random_losses_again(s.p.classes)
    rest = round((1 - s.central_share) / 2 * len(again))  # how many lie beyond each limit
    drawn = ((s.random_loss_low, again[rest]), (s.random_loss_mean, mean), (s.random_loss_high, again[-rest]))
    same = all(isclose(one, other, abs_tol=0.005) for one, other in drawn)  # other draws than the solver's
    return same and s.uniform_loss < s.random_loss_mean < 1.1 * s.uniform_loss and s.central_share == 0.9


@claim(
    refuted_by=(
        lambda s: replace(s, hesitant_loss=s.uniform_loss),
        lambda s: replace(s, uniform_loss=s.hesitant_loss),
        lambda s: replace(s, uniform_loss=2 * s.hesitant_loss),
    )
)
def hesitant_is_right_but_hardly(s: Solution) -> bool:
    """An output can be right for certain while its loss is closer to that of the uniform output than to zero."""
    p = s.p
    expected = (1 - p.hesitant_probability) ** 2 + p.rivals * p.rival_probability**2
    return (
        s.hesitant_accuracy == 1
        and abs(s.hesitant_loss - expected) < 1e-9
        and s.uniform_loss / 2 < s.hesitant_loss < s.uniform_loss
        and 0 < p.rival_probability < p.hesitant_probability
    )


@claim(
    refuted_by=(
        lambda s: replace(s, p=replace(s.p, converged_loss=s.hesitant_loss)),
        lambda s: replace(s, symptoms=s.symptoms | {"I"}),
    )
)
def loss_near_zero_is_the_goal(s: Solution) -> bool:
    """The loss of situation I is below that of an output that is already right."""
    return s.p.converged_loss < s.hesitant_loss and "I" not in s.symptoms


@claim(
    refuted_by=(
        lambda s: replace(s, symptoms=s.symptoms ^ {"II"}),
        lambda s: replace(s, first_excess=s.p.first_loss),
        lambda s: replace(s, first_is=BETTER if s.first_is == WORSE else WORSE),
        lambda _: replace(solve(Parameters(first_loss=0.94)), symptoms=frozenset({"II", "IV"})),
        lambda _: replace(solve(Parameters(first_loss=0.94)), symptoms=frozenset({"II", "IV"}), first_is=WORSE),
        lambda _: replace(solve(Parameters(first_loss=1.61)), symptoms=frozenset({"IV"}), first_is=BETTER),
    )
)
def first_loss_is_judged_by_chance(s: Solution) -> bool:
    """The loss of situation II is a symptom where it is above that of the uniform output, and none below."""
    of_chance = 1 - 1 / s.p.classes
    apart = isclose(s.uniform_loss, of_chance) and isclose(s.first_excess, s.p.first_loss - of_chance)
    told = {WORSE: s.first_excess > 0 and "II" in s.symptoms, BETTER: s.first_excess < 0 and "II" not in s.symptoms}
    return apart and told[s.first_is]


@claim(
    refuted_by=(
        lambda _: replace(solve(Parameters(first_loss=1.61)), first_can_be=UNATTAINABLE),
        lambda s: replace(s, first_can_be=ATTAINABLE if s.first_can_be == UNATTAINABLE else UNATTAINABLE),
        lambda _: replace(solve(Parameters(first_loss=2.0)), first_can_be=UNATTAINABLE),
        lambda s: replace(s, largest_loss=s.largest_mean_loss),
        lambda s: replace(s, first_excess=s.p.first_loss),
    )
)
def no_output_has_a_larger_loss(s: Solution) -> bool:
    """No probability vector has a loss above 2, which tells whether a softmax output has that of situation II."""
    sure_and_wrong = 1 + 1  # all on one wrong class: the square of 1 that is missing, and of 1 that is too much
    stated = isclose(s.p.first_loss, s.uniform_loss + s.first_excess)
    told = {UNATTAINABLE: sure_and_wrong < s.p.first_loss, ATTAINABLE: s.p.first_loss <= sure_and_wrong}
    return stated and s.largest_loss == sure_and_wrong and told[s.first_can_be]


@claim(
    refuted_by=(
        lambda _: replace(solve(Parameters(training_accuracy=0.05, validation_accuracy=0.05)), accuracies_are=HIGH),
        lambda s: replace(solve(Parameters(training_accuracy=0.49, validation_accuracy=0.51)), symptoms=s.symptoms),
        lambda _: solve(Parameters(training_accuracy=0.65, validation_accuracy=0.71)),
        lambda _: solve(Parameters(training_accuracy=0.71, validation_accuracy=0.65)),
        lambda s: replace(s, symptoms=s.symptoms ^ {"III"}),
        lambda s: replace(s, accuracies_are=LOW if s.accuracies_are == HIGH else HIGH),
        lambda _: replace(solve(Parameters(training_accuracy=0.06, validation_accuracy=0.05)), accuracies_are=LOW),
        lambda _: replace(
            solve(Parameters(training_accuracy=0.05, validation_accuracy=0.05)), symptoms=frozenset({"IV"})
        ),
    )
)
def accuracy_is_judged_by_chance(s: Solution) -> bool:
    """The accuracies of situation III are ten times that of the uniform output or more, and alike; or no better."""
    p, lifts = s.p, (s.training_lift, s.validation_lift)
    of_chance = (p.training_accuracy * p.classes, p.validation_accuracy * p.classes)
    same = all(map(isclose, lifts, of_chance)) and isclose(s.uniform_accuracy * p.classes, 1)
    told = {
        HIGH: min(lifts) >= 10 and max(lifts) - min(lifts) < 1 and "III" not in s.symptoms,
        LOW: max(lifts) <= 1 and "III" in s.symptoms,
    }
    return same and told[s.accuracies_are]


@claim(
    refuted_by=(
        lambda s: replace(solve(Parameters(slow_last_loss=0.12)), symptoms=s.symptoms),
        lambda s: replace(solve(Parameters(slow_last_loss=0.45)), symptoms=s.symptoms),
        lambda _: solve(Parameters(slow_first_loss=0.95)),
        lambda _: solve(Parameters(slow_first_loss=0.72)),
        lambda s: replace(s, symptoms=s.symptoms - {"IV"}),
    )
)
def loss_hardly_falls(s: Solution) -> bool:
    """In a whole training, situation IV goes from near chance to an output that is right but hardly."""
    p = s.p
    near_chance = s.hesitant_loss < p.slow_first_loss < s.uniform_loss
    fall = (p.slow_first_loss - p.slow_last_loss) / p.slow_first_loss
    return near_chance and p.epochs == 50 and abs(s.slow_fall - fall) < 1e-9 and fall < 0.5 and "IV" in s.symptoms


@claim(
    refuted_by=(
        lambda s: replace(s, largest_mean_loss=s.largest_loss),
        lambda s: replace(s, uniform_mean_loss=s.uniform_mean_loss + 0.01),
        lambda s: replace(s, p=replace(s.p, slow_last_loss=s.largest_mean_loss)),
        lambda s: replace(s, p=replace(s.p, slow_first_loss=s.p.slow_last_loss)),
    )
)
def a_mean_would_change_the_reading(s: Solution) -> bool:
    """With the mean over classes, even the losses of situation IV could not come from a probability vector."""
    divided = isclose(s.largest_mean_loss, 2 / s.p.classes) and isclose(
        s.uniform_mean_loss, s.uniform_loss / s.p.classes
    )
    return divided and s.uniform_mean_loss < s.largest_mean_loss < s.p.slow_last_loss < s.p.slow_first_loss


@misconception
def whatever_is_not_perfect_is_a_symptom(p: Parameters) -> frozenset[str]:
    """Whatever is not a perfect result is taken for a symptom, and a loss close to zero for a vanished gradient."""
    return _flagged(
        vanished=p.converged_loss < p.slow_last_loss,
        worse=p.first_loss > p.converged_loss,
        inaccurate=p.validation_accuracy < 1,
        slow=p.slow_last_loss > p.converged_loss,
    )


@misconception
def zero_is_a_vanished_gradient(p: Parameters) -> frozenset[str]:
    """A loss close to zero is taken for a vanished gradient, and one that falls at all for a training that works."""
    return _flagged(
        vanished=p.converged_loss < p.slow_last_loss,
        worse=p.first_loss > p.converged_loss,
        inaccurate=False,
        slow=p.slow_last_loss >= p.slow_first_loss,
    )


@misconception
def accuracy_is_compared_with_1(p: Parameters) -> frozenset[str]:
    """The accuracy is compared with 1 instead of with chance, and a single epoch is taken to tell nothing."""
    return _flagged(
        vanished=False,
        worse=False,
        inaccurate=p.validation_accuracy < 1,
        slow=p.slow_last_loss > p.converged_loss,
    )


@misconception
def losses_are_compared_with_zero(p: Parameters) -> frozenset[str]:
    """Every loss is compared with zero instead of with chance, and accuracies are taken to say nothing."""
    return _flagged(
        vanished=False,
        worse=p.first_loss > p.converged_loss,
        inaccurate=False,
        slow=p.slow_last_loss > p.converged_loss,
    )


def item(s: Solution) -> Item:
    """The options are sets of situations; the key is the set that the solver flags."""
    first_is_none, accuracy_is_none = "II" not in s.symptoms, "III" not in s.symptoms
    return Item(
        answer=s.symptoms,
        options=(
            Option(
                id="all_four",
                value=frozenset({"I", "II", "III", "IV"}),
                because=(loss_near_zero_is_the_goal, accuracy_is_judged_by_chance, first_loss_is_judged_by_chance),
                misconception=whatever_is_not_perfect_is_a_symptom,
            ),
            Option(
                id="two_and_four",
                value=frozenset({"II", "IV"}),
                because=(first_loss_is_judged_by_chance, accuracy_is_judged_by_chance, loss_hardly_falls),
                misconception=losses_are_compared_with_zero if first_is_none else "",
            ),
            Option(
                id="one_and_two",
                value=frozenset({"I", "II"}),
                because=(loss_near_zero_is_the_goal, loss_hardly_falls),
                misconception=zero_is_a_vanished_gradient,
            ),
            Option(
                id="three_and_four",
                value=frozenset({"III", "IV"}),
                because=(accuracy_is_judged_by_chance, first_loss_is_judged_by_chance),
                misconception=accuracy_is_compared_with_1 if accuracy_is_none else "",
            ),
        ),
    )


def _flagged(*, vanished: bool, worse: bool, inaccurate: bool, slow: bool) -> frozenset[str]:
    """The situations that somebody takes for symptoms."""
    taken = {"I": vanished, "II": worse, "III": inaccurate, "IV": slow}
    return frozenset(situation for situation, is_taken in taken.items() if is_taken)


@cache
def _random_losses_again(classes: int) -> tuple[float, list[float]]:
    """The losses of normalised random outputs, drawn by Python: their mean, and all, the least first."""
    draw, found = random.Random(1).random, []  # noqa: S311 - no secret
    for _ in range(10_000):
        right, *wrong = (draw() for _ in range(classes))
        total = right + sum(wrong)
        found.append((1 - right / total) ** 2 + sum(one * one for one in wrong) / total**2)
    return sum(found) / len(found), sorted(found)


QUESTION = Question(
    id="loss_scenarios",
    parameters=Parameters(),
    solve=solve,
    item=item,
    claims=(
        loss_is_a_sum,
        uniform_knows_nothing,
        random_is_no_better,
        hesitant_is_right_but_hardly,
        loss_near_zero_is_the_goal,
        first_loss_is_judged_by_chance,
        no_output_has_a_larger_loss,
        accuracy_is_judged_by_chance,
        loss_hardly_falls,
        a_mean_would_change_the_reading,
    ),
    tags=("loss", "convergence"),
    waivers={
        "W004": "The source offers it as (a): all four situations of the stem, a set like the others.",
    },
    space=SPACE,
    otherwise=Parameters(  # I, II and III at the edges of what is a symptom, a loss that reads otherwise unrounded
        classes=16,
        first_loss=1 - 1 / 16,
        training_accuracy=1 / 16,
        converged_loss=0.69,
        hesitant_probability=0.216,
        rival_probability=0.098,
    ),
    survivors={
        "solver.solve: p.first_loss > of_classes['largest_loss'] -> p.first_loss >= of_classes['largest_loss']": (
            "No variant states exactly the largest loss, the only one at which the two differ."
        ),
        "solver.random_outputs: 0 -> 1 in np.random.default_rng(0)": (
            "Any seed serves: the claim finds the same, to the digits that are told, with other draws."
        ),
        "solver.RANDOM_DRAWS: 20000 -> 20001": ("One draw more among so many changes no digit that is told."),
        "solver.RANDOM_DRAWS: 20000 -> 19999": ("One draw less among so many changes no digit that is told."),
        "_random_losses_again: 1 -> 2 in random.Random(1)": ("Any seed serves to draw again."),
        "_random_losses_again: 1 -> 0 in random.Random(1)": ("Any seed serves to draw again."),
        "_random_losses_again: 10000 -> 10001 in range(10000)": (
            "One draw more among so many changes no digit that is told."
        ),
        "_random_losses_again: 10000 -> 9999 in range(10000)": (
            "One draw less among so many changes no digit that is told."
        ),
    },
)
