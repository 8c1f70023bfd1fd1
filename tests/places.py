"""Where things lie: the repository, the tests, what a real Moodle took and gave back."""

from pathlib import Path

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
SAMPLES = TESTS / "golden" / "moodle"
HEALTHY = TESTS / "broken" / "healthy"
"""A bank in which nothing is found."""
