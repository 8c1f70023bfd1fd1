"""The mistakes that people make in what names a bank's questions."""

from broken.breaks import appending, both, replacing
from mistakes.mistake import INIT, Mistake, encoded, moved, written

OF_BANKS: dict[str, Mistake] = {
    "one question without a comma": Mistake(
        replacing(INIT, "(middle.QUESTION,)", "(middle.QUESTION)"),
        "",
        INIT,
        "one alone: write (middle,), with the comma",
    ),
    "questions in a list": Mistake(
        replacing(INIT, "(middle.QUESTION,)", "[middle.QUESTION]"), "", INIT, "received a list: write ( ) around"
    ),
    "questions from a generator": Mistake(
        replacing(INIT, "(middle.QUESTION,)", "(m.QUESTION for m in (middle,))"), "", INIT, "write tuple(...) around it"
    ),
    "no question": Mistake(replacing(INIT, "(middle.QUESTION,)", "()"), "", INIT, "expected at least one question"),
    "a module for its question": Mistake(
        replacing(INIT, "middle.QUESTION", "middle"), "", INIT, "expected questions, received <module 'middle'"
    ),
    "one language without a comma": Mistake(
        replacing(INIT, '("pt-BR", "en")', '("en")'), "", INIT, "write ('en',), with the comma"
    ),
    "a category for all languages": Mistake(
        replacing(INIT, '{"pt-BR": "Estatística", "en": "Statistics"}', '"Statistics"'),
        "",
        INIT,
        "a category by language",
    ),
    "a category of None": Mistake(
        replacing(INIT, '"en": "Statistics"', '"en": None'), "", INIT, "a CATEGORY for the language 'en', received None"
    ),
    "a misspelt question": Mistake(
        replacing(INIT, "from . import middle", "from . import midle as middle"), "", INIT, "cannot import name 'midle'"
    ),
    "a language that nobody knows": Mistake(
        both(replacing(INIT, '"en")', '"xx")'), replacing(INIT, '"en":', '"xx":')),
        "",
        INIT,
        "LANGUAGES: expected the code of a language (BCP 47), received 'xx'",
    ),
    "an import that ends the program": Mistake(
        replacing(INIT, "QUESTIONS =", "raise SystemExit(0)\nQUESTIONS ="), "", INIT, "SystemExit: 0"
    ),
    "a question too few letters long": Mistake(
        replacing(INIT, "(middle.QUESTION,)", "(middle.QUESTIO,)"), "", INIT, "has no attribute 'QUESTIO'"
    ),
    "two questions without a comma between": Mistake(
        replacing(INIT, "(middle.QUESTION,)", "(middle.QUESTION middle.QUESTION)"), "", INIT, "forgot a comma"
    ),
    "a bracket that is not closed": Mistake(
        replacing(INIT, "(middle.QUESTION,)", "((middle.QUESTION,)"), "", INIT, "was never closed"
    ),
    "a bank in Latin-1": Mistake(encoded(INIT, "latin-1"), "", INIT, "save the file in UTF-8"),
    "a bank in UTF-16": Mistake(encoded(INIT, "utf-16"), "", INIT, "save the file in UTF-8"),
    "a bank of nothing": Mistake(written(INIT, ""), "", INIT, "found no QUESTIONS and no LANGUAGES"),
    "a folder that was moved": Mistake(
        moved("middle", "centre"),
        "",
        INIT,
        "the bank's questions are in the folders centre",
    ),
    "a question listed twice": Mistake(
        replacing(INIT, "QUESTIONS = (", "QUESTIONS = (middle.QUESTION, "), "B001", INIT, "the id 'middle'"
    ),
    "a language listed twice": Mistake(
        replacing(INIT, '"en")', '"en", "en")'), "", INIT, "expected each language once, received ('pt-BR', 'en', 'en')"
    ),
    "a language of None": Mistake(
        replacing(INIT, '("pt-BR", "en")', '("pt-BR", None)'), "", INIT, "expected languages, received None in place 2"
    ),
    "what is kept without a comma": Mistake(
        appending(INIT, '\nKEPT = (("", "x.xml"))\n'), "", INIT, "KEPT: expected pairs of a question's id and a file"
    ),
    "what is kept of a question that there is not": Mistake(
        appending(INIT, '\nKEPT = (("no", "__init__.py"),)\n'), "", INIT, "questions of the bank, received 'no'"
    ),
    "what is kept in a file that there is not": Mistake(
        appending(INIT, '\nKEPT = (("", "x.xml"),)\n'), "B002", INIT, "KEPT names it, and there is no such file"
    ),
}
