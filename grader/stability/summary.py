"""The statistics of a measured answer, as the files that a release carries."""

import json
from dataclasses import asdict
from typing import Any

from grader.model import Design, Run
from grader.stability import certificate as certificates
from grader.stability.runs import Record

DECIMALS = 6


def table(runs: tuple[Run, ...], design: Design) -> bytes:
    """CSV with a line an option: seeds, mean, deviation, median, range of the metric, credit and share of best."""
    import pandas as pd

    seeds = certificates.complete_seeds(runs, design)
    credit, count = certificates.credits_of(seeds, design.options)
    values = pd.DataFrame(seeds, columns=list(design.options), dtype=float)
    statistics = pd.DataFrame(
        {
            "seeds": values.count(),
            "mean": values.mean(),
            "standard_deviation": values.std(),
            "median": values.median(),
            "lowest": values.min(),
            "highest": values.max(),
            "credit": pd.Series(credit),
            "share_of_best": pd.Series(credit) / max(count, 1),
        }
    )
    statistics.index.name = "option"
    return statistics.round(DECIMALS).to_csv(lineterminator="\n").encode()


def certificate(question_id: str, record: Record, design: Design) -> bytes:
    """JSON with the key, every statement's verdict and evidence, and what made the runs."""
    verdicts = [statement.judge(record.runs, design) for statement in design.statements]
    seeds = certificates.complete_seeds(record.runs, design)
    credit, _ = certificates.credits_of(seeds, design.options)
    content = {
        "question": question_id,
        "metric": design.metric,
        "alpha": certificates.ALPHA,
        "runs": len(record.runs),
        "credit": credit,
        "verdicts": [asdict(verdict) for verdict in verdicts],
        "provenance": asdict(record.provenance) if record.provenance else None,
    }
    return (json.dumps(_rounded(content), indent=2, ensure_ascii=False) + "\n").encode()


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS)
    if isinstance(value, dict):
        return {name: _rounded(entry) for name, entry in value.items()}
    return [_rounded(entry) for entry in value] if isinstance(value, list | tuple) else value
