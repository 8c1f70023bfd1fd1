"""A gallery of questions to copy from: four subjects, every kind, each with claims, wrong solvers and variants.

`grader new bank` writes a copy where it is asked for the gallery. Everything about a question is in its own folder.
"""

from . import (
    activation_ranges,
    added_value,
    binary_search_gaps,
    braking_distance,
    collision,
    confidence_interval,
    convolution_parameters,
    convolution_shape,
    cross_entropy_value,
    damping,
    descent_essay,
    equivalent_resistance,
    growth_class,
    growth_order,
    insertion_sort,
    kinetic_energies,
    loss_of_chance,
    mirror_image,
    orbits,
    printed_list,
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
    insertion_sort.QUESTION,
    printed_list.QUESTION,
    growth_class.QUESTION,
    growth_order.QUESTION,
    binary_search_gaps.QUESTION,
    convolution_parameters.QUESTION,
    loss_of_chance.QUESTION,
    cross_entropy_value.QUESTION,
    activation_ranges.QUESTION,
    convolution_shape.QUESTION,
    descent_essay.QUESTION,
)

LANGUAGES = ("pt-BR", "en")
"""The languages of the texts, the first one the exam's own."""

CATEGORY = {"pt-BR": "Galeria", "en": "Gallery"}
"""Where Moodle files the questions."""
