"""What options are called by their places."""

import pytest

from grader.moodle.lettering import letter, place_of


@pytest.mark.parametrize(("place", "called"), [(0, "a"), (25, "z"), (26, "27"), (99, "100")])
def test_the_first_places_have_letters_and_the_others_their_number(place: int, called: str) -> None:
    assert letter(place) == called
    assert place_of(called) == place
