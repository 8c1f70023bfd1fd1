"""A gallery of questions to copy from: four subjects, every kind, each with claims, wrong solvers and variants.

`grader new bank` writes a copy where it is asked for the gallery. Everything about a question is in its own folder.
"""

QUESTIONS = ()

LANGUAGES = ("pt-BR", "en")
"""The languages of the texts, the first one the exam's own."""

CATEGORY = {"pt-BR": "Galeria", "en": "Gallery"}
"""Where Moodle files the questions."""
