"""What students see of a question before they answer: by that, and by nothing behind it, variants are told apart."""

from grader.errors import GraderError
from grader.release.stages import ComputedStages
from grader.texts.render import written_out

Seen = tuple[str, ...]
"""The stem, then what is offered: sorted where Moodle shows it in any order."""


def seen(stages: ComputedStages) -> Seen:
    """What is read of a question in the first language of its bank; of one that cannot be shown, its variant's code.

    One language is enough, and costs a fraction of all: checks hold the others to the same values, written by the
    same filters. A figure is what its words say, which tell the same numbers as the picture.
    """
    language, *_ = stages.bank.languages
    try:
        source, names = stages.sources[language], {"s": stages.solution, "p": stages.question.parameters}
        offered = [name for name in stages.parts if name in source.blocks and not source.blocks[name].is_feedback]
        read = written_out(source, names, {"stem", *offered})
    except GraderError:
        return (stages.variant,)
    parts = [read[name] for name in offered]
    return (read["stem"], *(parts if stages.fixed else sorted(parts)))
