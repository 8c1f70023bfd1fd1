"""What can be wrong with a true/false item: K011 to K013."""

from collections.abc import Iterator

from grader.authored import printed, truth
from grader.findings import Defect, check, source_of
from grader.kinds.subject import Checks, Subject
from grader.model import UNDECIDED, Solution


@check("K011", remedy="Let the item's answer be True or False; a statement that is neither asks for another kind.")
def answer_is_neither(asked: Subject) -> Iterator[Defect]:
    """The answer of a true/false question is neither True nor False."""
    answer = asked.item.answer
    if not isinstance(answer, bool) and answer is not UNDECIDED:  # of which K003 speaks
        yield Defect(source_of(asked.question.item), f"expected True or False, received {printed(answer)}")


@check(
    "K012", remedy="Turn `answer` or `states` round: they must say the same of a solution.", requires=("K003", "K011")
)
def answer_is_not_what_is_stated(asked: Subject) -> Iterator[Defect]:
    """The answer of a true/false question is not whether its statement is so."""
    yield from _contradictions(asked, asked.solution)


@check(
    "K013",
    remedy="Let `states` ask what the stem says, so that it may be otherwise.",
    requires=("K003", "K011", "K012"),
    unvaried=True,
)
def statement_cannot_fail(asked: Subject) -> Iterator[Defect]:
    """For the parameters `otherwise`, the answer of a true/false question is not whether its statement is so."""
    question = asked.question
    if question.otherwise is not None and question.design is None:
        yield from _contradictions(asked, question.solve(question.otherwise))


def _contradictions(asked: Subject, solution: Solution) -> Iterator[Defect]:
    item = asked.question.item(solution)
    if truth(item.states(solution)) is not item.answer:
        yield Defect(
            source_of(item.states),
            f"the answer is {printed(item.answer)}, and what is stated is not",
            (f"s = {printed(solution)}",),
        )


CHECKS = Checks(
    of_items=(answer_is_neither, answer_is_not_what_is_stated, statement_cannot_fail), without_key=("K011",)
)
