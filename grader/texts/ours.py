"""The languages of the engine's own words."""

OURS = ("pt-BR", "en")
"""The languages in which the engine has words of its own; in any other one it says them in English."""
