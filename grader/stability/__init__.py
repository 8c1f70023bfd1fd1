"""Answers that were measured: the record of their runs, and what it allows us to claim."""
