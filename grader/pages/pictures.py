"""Which files are pictures that a page may show: photographs by how they begin, drawings by what is in them."""

import re
from xml.etree import ElementTree as ET

PHOTOGRAPHS = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif", b"RIFF": "image/webp"}
"""How files of pixels begin, and what kind of image each is."""

_DRAWING = "image/svg+xml"
_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "use", "image"}
_AROUND = {"svg", "g", "defs", "symbol", "clipPath", "style", "title", "desc", "metadata", "linearGradient", "stop"}
_DRAWN = {f"{_SVG}{name}" for name in _SHAPES | _AROUND}
_FETCHED = re.compile(r"@import|url\(\s*['\"]?(?!#)", re.IGNORECASE)


def kind_of(content: bytes) -> str:
    """The kind of image that a file holds; empty for none, and for a drawing with anything that runs or is fetched."""
    known = next((kind for magic, kind in PHOTOGRAPHS.items() if content.startswith(magic)), "")
    return known or (_DRAWING if content.startswith((b"<svg", b"<?xml")) and _is_drawn(content) else "")


def _is_drawn(content: bytes) -> bool:
    """Whether nothing but shapes and words is in an SVG."""
    if b"<!ENTITY" in content:
        return False
    try:
        root = ET.fromstring(content)  # noqa: S314 - it defines no entities
    except ET.ParseError:
        return False
    described = {id(element) for metadata in root.iter(f"{_SVG}metadata") for element in metadata.iter()}
    return all(_is_harmless(element) for element in root.iter() if id(element) not in described)


def _is_harmless(element: ET.Element) -> bool:
    return (
        element.tag in _DRAWN
        and all(_stays(name.rpartition("}")[2], value) for name, value in element.attrib.items())
        and not _FETCHED.search(element.text or "")
    )


def _stays(name: str, value: str) -> bool:
    """Whether an attribute runs nothing, and leads nowhere but to a part of the drawing."""
    if name == "href":
        return value.startswith(("#", "data:image/png;base64,"))
    return not name.lower().startswith("on") and not _FETCHED.search(value)
