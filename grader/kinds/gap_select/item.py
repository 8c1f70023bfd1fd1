"""An item with a menu in each of its gaps."""

from dataclasses import dataclass
from typing import ClassVar

from grader import definitions
from grader.kinds.gaps.item import Gapped


@dataclass(frozen=True)
class GapSelect(Gapped):
    """An item with a menu in each of its gaps."""

    in_menus: ClassVar[bool] = True

    def __post_init__(self) -> None:
        super().__post_init__()
        unlimited = [choice.id for choice in self.choices if choice.unlimited]
        definitions.require(
            "the item",
            (f"{id_}: a menu offers every choice in each gap: take `unlimited` away" for id_ in unlimited),
        )
