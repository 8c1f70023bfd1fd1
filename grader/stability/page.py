"""One self-contained page about a measured answer: no network, and readable without scripts."""

from markupsafe import Markup

from grader.model import Design
from grader.pages.page import page as filled
from grader.stability.certificate import Certificate
from grader.stability.plots import plots
from grader.stability.runs import Record
from grader.stability.statistics import Statistics


def page(question: str, record: Record, design: Design, certificate: Certificate, statistics: Statistics) -> bytes:
    """The page as HTML. Raises MissingExtraError without matplotlib."""
    drawn = plots(record.runs, design, statistics) if statistics.seeds else []
    return filled(
        "stability.html.j2",
        question=question,
        design=design,
        record=record,
        certificate=certificate,
        statistics=statistics,
        plots=[(plot.title, Markup(plot.svg), plot.alt) for plot in drawn],  # noqa: S704 - our own drawing
    )
