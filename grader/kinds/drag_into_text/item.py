"""An item into whose gaps choices are dragged; each fills one, unless it is unlimited."""

from dataclasses import dataclass
from typing import ClassVar

from grader.kinds.gaps.item import Gapped


@dataclass(frozen=True)
class DragIntoText(Gapped):
    """An item into whose gaps choices are dragged; each fills one, unless it is unlimited."""

    in_menus: ClassVar[bool] = False
