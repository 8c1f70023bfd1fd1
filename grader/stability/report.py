"""What the record of a measured answer says: for people, for programs, and as the files that a release carries."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from math import isnan, log
from typing import Any

from grader.counting import named, number_of
from grader.stability.certificate import Certificate
from grader.stability.statistics import Statistics

DECIMALS = 6
SCHEMA = 1
"""The version of what we write as JSON: another one where a field is gone, or means something else."""


def as_text(certificate: Certificate, statistics: Statistics) -> Iterator[str]:
    """The verdict on each statement, the table by option, the statistics, and a line that counts."""
    question = certificate.question
    yield f"{question}: key {certificate.key}"
    yield ""
    for verdict in certificate.verdicts:
        about = f" ({', '.join(verdict.options)})" if verdict.options else ""
        yield f"  {verdict.decision:<10} {verdict.statement}{about}"
        more = (
            f"; at the present shares, {number_of(verdict.more_seeds, 'more seed')} would decide it"
            if verdict.more_seeds
            else ""
        )
        if verdict.detail or more:
            yield f"             {verdict.detail}{more}"
        for name, log_e in verdict.log_e_values.items():
            yield f"             e-value {name}: 10^{log_e / log(10):.1f}"
    yield ""
    width = max(len(option.option) for option in statistics.options)
    yield f"  {'option':<{width}}    mean     sd  median  lowest highest   best  share  sequence"
    for option in statistics.options:
        yield (
            f"  {option.option:<{width}}  {option.mean:.4f} {option.standard_deviation:.4f}  {option.median:.4f}"
            f"  {option.lowest:.4f}  {option.highest:.4f}  {option.credit:5.1f}  {option.share:5.3f}"
            f"  {option.sequence[0]:.2f}-{option.sequence[1]:.2f}"
        )
    yield ""
    yield f"  median margin of the best over the second: {statistics.median_margin:.4f}"
    yield f"  the winner changes in {statistics.winner_changes:.0%} of resampled validation sets, with the seed held"
    for comparison in statistics.comparisons:
        yield (
            f"  {comparison.reading}, {comparison.option}: {comparison.difference:+.4f}"
            f" ({comparison.low:+.4f} to {comparison.high:+.4f}, {number_of(comparison.seeds, 'seed')})"
            f"{', stands' if comparison.stands else ''}"
        )
    if statistics.comparisons:
        among = number_of(len(statistics.comparisons), "comparison")
        yield f"  what stands is beyond chance among {among}, the others are not"
    yield from _cautions(statistics)
    yield (
        f"{question}: {number_of(len(certificate.verdicts), 'statement')}, {number_of(statistics.seeds, 'seed')}, "
        f"{number_of(certificate.runs, 'run')}"
    )


def _cautions(statistics: Statistics) -> Iterator[str]:
    """What to know of the runs before reading the numbers."""
    for option in statistics.options:
        if without := sum(map(isnan, option.values)):
            runs = number_of(len(option.values), "run")
            yield f"  {option.option}: {without} of {runs} gave no number, and won nothing"
    for name, fewer in statistics.left_out.items():
        yield f"  {name} was run in {number_of(fewer, 'seed')} less than others"
    if statistics.mixed:
        seeds, of = ", ".join(map(str, statistics.mixed)), named(len(statistics.mixed), "seed")
        yield f"  made on different machines or versions, and compared all the same: the runs of {of} {seeds}"


def as_csv(statistics: Statistics) -> bytes:
    """A line an option: the metric's statistics, credit, share of best and its intervals."""
    import pandas as pd

    rows = [
        {
            "option": option.option,
            "seeds": len(option.values),
            "mean": option.mean,
            "standard_deviation": option.standard_deviation,
            "median": option.median,
            "lowest": option.lowest,
            "highest": option.highest,
            "credit": option.credit,
            "share_of_best": option.share,
            "wilson_low": option.wilson[0],
            "wilson_high": option.wilson[1],
            "sequence_low": option.sequence[0],
            "sequence_high": option.sequence[1],
            "case_error": option.case_error,
            "source": option.source,
            "share_below_source": option.share_below_source,
        }
        for option in statistics.options
    ]
    return pd.DataFrame(rows).round(DECIMALS).to_csv(index=False, lineterminator="\n").encode()


def certificate_as_json(certificate: Certificate) -> bytes:
    """The certificate: claim, verdict, level, seeds, credits, e-values, provenance."""
    return _json({"schema": SCHEMA, **asdict(certificate)})


def as_json(certificate: Certificate, statistics: Statistics) -> bytes:
    """The certificate with all statistics."""
    content = asdict(statistics)
    content["correlations"] = [
        {"options": list(pair), "correlation": value} for pair, value in statistics.correlations.items()
    ]
    return _json({"schema": SCHEMA, "certificate": asdict(certificate), "statistics": content})


def _json(content: Any) -> bytes:
    return (json.dumps(_plain(content), indent=2, ensure_ascii=False) + "\n").encode()


def _plain(value: Any) -> Any:
    """Values that JSON knows: numbers rounded so that they do not depend on the processor, NaN as null."""
    if isinstance(value, float):
        return round(value, DECIMALS) if value == value else None  # noqa: PLR0124 - NaN is what differs from itself
    if isinstance(value, dict):
        return {name: _plain(entry) for name, entry in value.items()}
    return [_plain(entry) for entry in value] if isinstance(value, list | tuple) else value
