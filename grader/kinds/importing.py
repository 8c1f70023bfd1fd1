"""What an imported question of any kind needs: nobody has computed it, and only its texts stand in a bank apart."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from grader.kinds.foreseen import Foreseen
from grader.moodle.quiz import Markup, MoodleQuestion

Asked = TypeVar("Asked", bound=MoodleQuestion)


class KeptWholeError(Exception):
    """Why a question cannot be stated without a change."""


@dataclass(frozen=True)
class Stated(Generic[Asked]):
    """A question as a bank states it, which is as Moodle would store it; notes: what Moodle leaves out, in words."""

    question: Asked
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Importing(Generic[Asked]):
    """How a kind's questions are imported.

    question: the type that holds them, a frozen dataclass of plain values, of `Markup` and of what is made of these.
    stated: the question as a bank states it; raises KeptWholeError where it cannot.
    texts: all its texts in the order of a text's blocks, by their names, `stem` and `general_feedback` among them.
    with_texts: the same question with other texts of these names.
    foreseen: the responses that it foresees, by its texts alone; alone: what each earns where it is all of a response.
    """

    question: type[Asked]
    stated: Callable[[Asked], Stated[Asked]]
    texts: Callable[[Asked], Mapping[str, Markup]]
    with_texts: Callable[[Asked, Mapping[str, Markup]], Asked]
    foreseen: Callable[[Asked], Sequence[Foreseen]]
    alone: Callable[[Asked], Sequence[float]]
