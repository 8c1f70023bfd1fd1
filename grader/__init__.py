"""Exams as code for Moodle: the engine, which knows no exam."""
