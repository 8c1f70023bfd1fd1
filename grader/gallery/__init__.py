"""A gallery of questions to copy from: four subjects, every kind, each with claims, wrong solvers and variants.

`grader new bank` writes a copy where it is asked for the gallery. Everything about a question is in its own folder.
"""

from . import (
    added_value,
    braking_distance,
    collision,
    confidence_interval,
    damping,
    equivalent_resistance,
    kinetic_energies,
    mirror_image,
    orbits,
    sample_shapes,
    sample_summary,
    screening_test,
    series_circuit,
    sliding_block,
)

QUESTIONS = (
    confidence_interval.QUESTION,
    added_value.QUESTION,
    sample_shapes.QUESTION,
    sample_summary.QUESTION,
    screening_test.QUESTION,
    braking_distance.QUESTION,
    equivalent_resistance.QUESTION,
    collision.QUESTION,
    kinetic_energies.QUESTION,
    series_circuit.QUESTION,
    mirror_image.QUESTION,
    sliding_block.QUESTION,
    damping.QUESTION,
    orbits.QUESTION,
)

LANGUAGES = ("pt-BR", "en")
"""The languages of the texts, the first one the exam's own."""

CATEGORY = {"pt-BR": "Galeria", "en": "Gallery"}
"""Where Moodle files the questions."""
