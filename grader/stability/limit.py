"""How long a run may take."""

LIMIT = 60
"""How many minutes a run may take before it is given up, where nobody says otherwise."""
