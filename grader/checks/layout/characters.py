"""Family L, on characters: L006, L007."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

from grader.checks.layout.search import Found, broken, defects, excerpt, rule
from grader.checks.layout.shown import HOLE, Shown
from grader.checks.text import COMPLETE
from grader.findings import Defect, check
from grader.release.stages import ComputedStages

_VISIBLE = {"\n", "\t", "\r"}
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0\ufffd" + HOLE)
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c")
_JOINERS = frozenset("\u200c\u200d")
_JOINED_SCRIPTS = {"ARABIC", "SYRIAC", "NKO", "MONGOLIAN", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA"}
_JOINED_SCRIPTS |= {"TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA", "KHMER", "MYANMAR", "TIBETAN", "THAI", "LAO"}
_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))
_SINGLE = frozenset("\u2126\u212a\u212b")  # Ohm, Kelvin and Angstrom, which NFC takes for letters
_BEYOND_LATIN = re.compile(r"[^\W\d_\x00-\u024f]")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060])*")
_LOOKALIKES = frozenset(
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf"  # Greek
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0430\u0435\u043e\u0440\u0441\u0443\u0445"
    "\u0405\u0406\u0408\u0455\u0456\u0458\u04bb\u0501\u051b\u051d"  # Cyrillic
)
_FOREIGN_FORMS = re.compile(r"[\u2160-\u2188\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f\ufffc]{2,}")
_MARKS = re.compile(r"(?:^|[\s\d(])[\u0300-\u036f]|[\u0300-\u036f]{3}|\w[\u0334-\u0338]")
_PHONETIC = re.compile(r"(?<![/\[\w])\w*[A-Za-z]\w*[\u0250-\u02af]\w*|(?<![/\[\w])\w*[\u0250-\u02af]\w*[A-Za-z]\w*")

_DOTLESS = {"tr", "az", "tt", "crh", "kk", "ku", "vec"}
_WITHOUT_DOT = rule("has a letter without its dot", r"(?=\w)[\u0131\u0237]")
_WIDE_SIGNS = {"zh", "ja", "ko", "yue", "hy", "el"}
_SIGNS_OF_OTHERS = rule(
    "has a sign of another script", r"[\uff01-\uff0f\uff1a-\uff20\u3000-\u3002]|[^\W\d_][\u037e\u0589\u2236\ua789]"
)
_MISREAD = (
    rule("shows a capital in place of a letter", r"[a-z\u00df-\u00ff][\u00c0-\u00d6\u00d8-\u00de][a-z\u00df-\u00ff]"),
    rule("shows a question mark in place of a letter", r"(?<![^\s(\"\u201c])[^\W\d_]+\?+[^\W\d_]+(?![\w/=])"),
    rule(
        "shows a sign in place of a letter",
        r"[^\W\d_][\u00a1-\u00a9\u00ac-\u00af\u00b4\u00b6\u00b8\u00bf\u2020-\u2021\u2030][^\W\d_]",
    ),
)


@check(
    "L006",
    remedy="Type the words anew: what was pasted brought characters along that nobody sees.",
    requires=COMPLETE,
)
def character_invisible(stages: ComputedStages) -> Iterator[Defect]:
    """A text holds a character that nobody sees: invisible, a control, for private use, or a replacement."""
    return defects(stages, invisible)


@check("L007", remedy="Type the word anew, in the language's own letters and in UTF-8.", requires=COMPLETE)
def letter_is_another(stages: ComputedStages) -> Iterator[Defect]:
    """A letter is not what it looks like: of another script, in parts, or misread from another encoding."""
    return defects(stages, misspelt)


def invisible(block: Shown) -> Iterator[Found]:
    """Characters that nobody sees."""
    if block.whole.isascii() and block.whole.replace("\n", "").isprintable():
        return
    for place, character in enumerate(block.whole):
        if _is_unseen(character) and not _is_needed(block.whole, place):
            around = block.whole[:place].split()[-1:] + block.whole[place + 1 :].split()[:1]
            yield Found(f"holds {_named(character)} beside", " ".join(around))


def misspelt(block: Shown) -> Iterator[Found]:
    """Words whose letters are not what they look like."""
    yield from broken(_MISREAD, block)
    if block.base not in _DOTLESS:
        yield from broken((_WITHOUT_DOT,), block)
    if block.base not in _WIDE_SIGNS:
        yield from broken((_SIGNS_OF_OTHERS,), block)
    for piece in block.pieces:
        for what, find in _FINDERS:
            if match := find(piece.text):
                yield Found(what, excerpt(piece.text, match.start(), match.end()))
        yield from _mixed(piece.text)


def _is_unseen(character: str) -> bool:
    if character in _VISIBLE:
        return False
    category = unicodedata.category(character)
    return category in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") or character in _INVISIBLE | _SELECTORS


def _is_needed(text: str, place: int) -> bool:
    """Whether a script cannot be written without the character: directions, joined letters, pictures."""
    character, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if character in _DIRECTIONS:
        return any(unicodedata.bidirectional(one) in ("R", "AL", "AN") for one in text)
    if character in _JOINERS:
        return unicodedata.name(before or " ").partition(" ")[0] in _JOINED_SCRIPTS or (
            character == "\u200d" and _is_picture(before) and bool(after)
        )
    return character in _SELECTORS and (_is_picture(before) or after == "\u20e3")


def _is_picture(character: str) -> bool:
    return bool(character) and (unicodedata.category(character) in ("So", "Sk", "Sm") or character in _SELECTORS)


@lru_cache(maxsize=1024)
def _script(character: str) -> str:
    """The script of a letter, as the first word of its name says; empty where it is none."""
    return unicodedata.name(character, "").partition(" ")[0] if character.isalpha() else ""


def _named(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def _mixed(text: str) -> Iterator[Found]:
    """Words in which a letter of another script stands for one that looks alike."""
    words = _WORD.findall(text) if _BEYOND_LATIN.search(text) else []
    foreign = {_script(one) for word in words if not _LOOKALIKES.issuperset(word) for one in word} - {"LATIN", ""}
    for word in words:
        scripts = {_script(one) for one in word} - {""}
        latin = sum(_script(one) == "LATIN" for one in word)
        hidden = _LOOKALIKES.issuperset(word) and not scripts & foreign and any(one.isascii() for one in text)
        if "GREEK" in scripts and not hidden and len(scripts) > 1:
            hidden = not _LOOKALIKES.isdisjoint(word) or (latin > 2 and _is_inside(word))  # noqa: PLR2004 - as in kOhm
        elif len(scripts & {"LATIN", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC", "HEBREW"}) > 1:
            hidden = True
        if hidden:
            yield Found("has a word with letters of another script", f"{word} ({_letters(word)})")


def _is_inside(word: str) -> bool:
    """Whether a Greek letter stands between Latin ones, and is no sign before or behind them."""
    return "GREEK" in {_script(one) for one in word.strip("".join(one for one in word if _script(one) == "GREEK"))}


def _letters(word: str) -> str:
    return ", ".join(_named(one) for one in dict.fromkeys(word) if _script(one) not in ("LATIN", ""))


def _misread(text: str) -> re.Match[str] | None:
    """Letters beyond ASCII that are UTF-8, read as if each byte were a letter."""
    for match in _NOT_ASCII.finditer(text):
        for encoding in ("cp1252", "latin-1"):
            try:
                meant = match.group().encode(encoding).decode("utf-8")
            except UnicodeError:
                continue
            shouts = match.group() in ("\u00c3\u00bb", "\u00c3\u201d", "\u00c3\u2019")  # a capital before a quote
            if len(meant) < len(match.group()) and not shouts:
                return match
    return None


def _in_parts(text: str) -> re.Match[str] | None:
    """Letters in parts where there is a whole one."""
    if unicodedata.is_normalized("NFC", text):
        return None
    whole = unicodedata.normalize("NFC", text)
    lost = [one for one in text if not one.isascii() and text.count(one) > whole.count(one) and one not in _SINGLE]
    return re.search(rf".?{re.escape(lost[0])}", text) if lost else None


_FINDERS: tuple[tuple[str, Callable[[str], re.Match[str] | None]], ...] = (
    ("shows UTF-8 that was read as another encoding", _misread),
    ("has a letter in parts", _in_parts),
    ("has a mark above no letter", _MARKS.search),
    ("has letters that only look like these", _FOREIGN_FORMS.search),
    ("has letters of phonetics in a word", _PHONETIC.search),
)
