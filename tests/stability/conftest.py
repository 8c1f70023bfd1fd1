"""What the tests of measuring share."""

from pathlib import Path

import pytest
from banks import measuring


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the bank whose runs are cheap, to be measured."""
    return measuring.copy_of_cheap(tmp_path / "bank")
