"""Certificate and statistics of a measured answer, as the files that a release carries."""

import json
from dataclasses import asdict
from typing import Any

from grader.stability.certificate import Certificate
from grader.stability.statistics import Statistics

DECIMALS = 6


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
    return _json(asdict(certificate))


def as_json(certificate: Certificate, statistics: Statistics) -> bytes:
    """The certificate with all statistics."""
    content = asdict(statistics)
    content["correlations"] = [
        {"options": list(pair), "correlation": value} for pair, value in statistics.correlations.items()
    ]
    return _json({"certificate": asdict(certificate), "statistics": content})


def _json(content: Any) -> bytes:
    return (json.dumps(_plain(content), indent=2, ensure_ascii=False) + "\n").encode()


def _plain(value: Any) -> Any:
    """Values that JSON knows: numbers rounded so that they do not depend on the processor, NaN as null."""
    if isinstance(value, float):
        return round(value, DECIMALS) if value == value else None  # noqa: PLR0124 - NaN is what differs from itself
    if isinstance(value, dict):
        return {name: _plain(entry) for name, entry in value.items()}
    return [_plain(entry) for entry in value] if isinstance(value, list | tuple) else value
