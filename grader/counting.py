"""How many of a thing there are, in words: one thing, two things."""


def number_of(number: float, thing: str, things: str = "") -> str:
    """A number of things. things: how several are called, where that is not the name of one with an s behind it."""
    return f"{number if isinstance(number, int) else format(number, 'g')} {named(number, thing, things)}"


def number_or_no(number: int, thing: str, things: str = "") -> str:
    """The same, with a word for none."""
    return number_of(number, thing, things) if number else f"no {named(number, thing, things)}"


def named(number: float, thing: str, things: str = "") -> str:
    """What so many of a thing are called."""
    return thing if number == 1 else things or f"{thing}s"
