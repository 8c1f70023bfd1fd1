"""Cues: what gives a key away to whoever has not understood the question."""
