"""Answers that were measured: the record of their runs, and what it allows us to claim."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=[
        "certificate",
    ],
)
