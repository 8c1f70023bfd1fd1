"""Calculations that the keys of any bank may rest on."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=[
        "activations",
        "dense",
        "descent",
        "images",
        "losses",
        "precision",
        "search",
        "training",
    ],
)
