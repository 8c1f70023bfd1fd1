"""Two versions of a text compared as Moodle would show them: numbers, words, images, and what is mark-up only."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree
from lxml.etree import _Element

from grader.counting import number_of
from grader.difference.change import Change, Kind
from grader.difference.pairing import counterparts, left
from grader.difference.words import TextChange, clip, compare
from grader.moodle.flatten import parsed
from grader.moodle.quiz import File, Markup
from grader.moodle.shown import as_html, in_language, languages

MAX_ADDRESS = 60
_INLINE = {
    *("a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp"),
    *("small", "span", "strong", "sub", "sup", "tt", "u", "var"),
}
_BEFORE = {"sup": "^", "sub": "_"}  # or 10 to the fifth would read like 105
_DROPPED = {"script", "style", "head"}


def changes(old: Markup, new: Markup, place: str, kind: Kind, *, by_likeness: bool = False) -> list[Change]:
    """What differs between two versions of a text: numbers, words (as `kind`), images; else that it is mark-up only."""
    if old == new:
        return []
    was, is_ = as_html(old), as_html(new)
    spoken = list(dict.fromkeys((*languages(was), *languages(is_)))) or [""]
    found: dict[tuple[str, ...], list[Change]] = defaultdict(list)
    for language in spoken:
        one = compare(plain(in_language(was, language)), plain(in_language(is_, language)))
        for change in dict.fromkeys(_in_words(one, place, kind, by_likeness=by_likeness)):
            found[*change.signature, change.text].append(replace(change, language=language))
    in_words = [
        replace(same[0], language=", ".join(change.language for change in same) if len(same) < len(spoken) else "")
        for same in found.values()
    ]
    return [*in_words, *_images(old, new, place)] or [
        Change(Kind.MARKUP, place, *((old.format, new.format) if old.format != new.format else ("", "")))
    ]


def reading(markup: Markup, language: str = "") -> str:
    """A text as it reads in one line; by default in English or its first language."""
    return plain(in_language(as_html(markup), language))


def plain(html: str) -> str:
    """HTML in one line: words without mark-up, images by their alternative text, `10^5` and `x_1`."""
    return " ".join("".join(_pieces(parsed(html))).split())


def _pieces(root: _Element) -> Iterator[str]:
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else "span"
        if event == "start":
            yield "" if tag in _INLINE else " "
            if tag in _DROPPED:
                walk.skip_subtree()
            else:
                yield _BEFORE.get(tag, "") + (element.text or "")
            if tag == "img":
                yield f"[{element.get('alt')}]" if element.get("alt") else ""
        else:
            yield ("" if tag in _INLINE else " ") + (element.tail or "")


def _in_words(compared: TextChange, place: str, kind: Kind, *, by_likeness: bool) -> Iterator[Change]:
    for was, is_ in compared.numbers:
        yield Change(Kind.NUMBERS, place, was, is_, by_likeness=by_likeness)
    for passage in compared.passages:
        yield Change(kind, place, passage.old, passage.new, passage.excerpt, by_likeness=by_likeness)


def _images(old: Markup, new: Markup, place: str) -> Iterator[Change]:
    """The embedded files, and the addresses of images that lie elsewhere."""
    found = counterparts(
        old.files, new.files, lambda file: (file, 0), lambda file: (file.path, file.name), lambda file: file.content
    )
    for file, other in zip(old.files, found, strict=True):
        if other is None or new.files[other] != file:
            yield Change(Kind.IMAGES, place, _described(file), "" if other is None else _described(new.files[other]))
    for other in left(len(new.files), found):
        yield Change(Kind.IMAGES, place, "", _described(new.files[other]))
    went, came = (list((one - other).elements()) for one, other in _turned(_addresses(old), _addresses(new)))
    if len(went) == len(came) == 1:
        yield Change(Kind.IMAGES, place, went[0], came[0])
    else:
        yield from (Change(Kind.IMAGES, place, address, "") for address in went)
        yield from (Change(Kind.IMAGES, place, "", address) for address in came)


def _turned(one: Counter[str], other: Counter[str]) -> tuple[tuple[Counter[str], Counter[str]], ...]:
    return (one, other), (other, one)


def _addresses(markup: Markup) -> Counter[str]:
    """Where the images of a text come from, those embedded in it left out."""
    sources = [image.get("src") or "" for image in parsed(as_html(markup)).iter("img")]
    return Counter(
        f"{clip(source, MAX_ADDRESS)} ({_digest(source.encode())})" if len(source) > MAX_ADDRESS else source
        for source in sources
        if source and not source.startswith("@@PLUGINFILE@@")
    )


def _described(file: File) -> str:
    """An embedded file by name, size and digest."""
    folder = "" if file.path == "/" else file.path.lstrip("/")
    return f"{folder}{file.name} ({number_of(len(file.content), 'byte')}, {_digest(file.content)})"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:8]
