"""Exams as code for Moodle: what a bank imports. `__init__.pyi` lists it; each name is loaded when it is first used."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
