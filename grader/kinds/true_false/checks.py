"""What can be wrong with a true/false item: K011."""

from collections.abc import Iterator

from grader.authored import printed
from grader.findings import Defect, check, source_of
from grader.kinds.subject import Checks, Subject
from grader.model import UNDECIDED


@check("K011", remedy="Let the item's answer be True or False; a statement that is neither asks for another kind.")
def answer_is_neither(asked: Subject) -> Iterator[Defect]:
    """The answer of a true/false question is neither True nor False."""
    answer = asked.item.answer
    if not isinstance(answer, bool) and answer is not UNDECIDED:  # of which K003 speaks
        yield Defect(source_of(asked.question.item), f"expected True or False, received {printed(answer)}")


CHECKS = Checks(of_items=(answer_is_neither,), without_key=("K011",))
