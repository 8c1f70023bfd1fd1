"""One self-contained page about a measured answer: no network, readable without scripts, for whoever gives the exam."""

from markupsafe import Markup

from grader.design import Design
from grader.pages.page import page as filled
from grader.stability.certificate import Certificate
from grader.stability.phrasing import Phrasing
from grader.stability.plots import plots
from grader.stability.runs import Record
from grader.stability.sentences import answer, bars_said, judged, weights
from grader.stability.statistics import Statistics
from grader.stability.weighing import ALPHA


def page(
    question: str,
    record: Record,
    design: Design,
    certificate: Certificate,
    statistics: Statistics,
    *,
    phrasing: Phrasing,
    name: str,
    alternate: str,
) -> bytes:
    """The page as HTML, in the phrasing's language.

    name: of the question. alternate: the title of one that may be asked in its place, or nothing.
    Raises MissingExtraError without matplotlib.
    """
    drawn = plots(record.runs, design, statistics, phrasing) if statistics.seeds else {}
    pairs = list(zip(design.statements, certificate.verdicts, strict=True))
    weighed = [weight for statement, verdict in pairs for weight in weights(statement, verdict, design, phrasing)]
    return filled(
        "stability.html.j2",
        name=name,
        w=phrasing,
        say=phrasing.say,
        design=design,
        record=record,
        certificate=certificate,
        statistics=statistics,
        answer=answer(question, certificate, design, phrasing, alternate=alternate),
        judged=[judged(statement, verdict, certificate, phrasing) for statement, verdict in pairs],
        weights=weighed,
        confidence=phrasing.percent(1 - ALPHA),
        bars=bars_said((weight.bar for weight in weighed), phrasing),
        plots={key: (Markup(plot.svg), plot.alt) for key, plot in drawn.items()},  # noqa: S704 - our own drawing
    )
