"""The exam, in its order."""

from grader.model import UNDECIDED, Item, Question

from .learning_rate.design import DESIGN

QUESTIONS = (
    Question(
        id="learning_rate",
        parameters=None,
        solve=lambda: None,
        item=lambda _: Item(UNDECIDED, ()),
        claims=(),
        design=DESIGN,
    ),
)
LANGUAGES = ("pt-BR", "en")
CATEGORY = {"pt-BR": "", "en": ""}
