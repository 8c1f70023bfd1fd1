"""One way to break a healthy bank for every check: what an author could have done, and the check that must say so.

An edit changes a copy of `healthy` (or of one of `banks`, whose question is measured, or has a figure). The codes below
must be exactly the codes that exist; `test_checks.py` holds that.
"""

from broken.edit import Edit
from broken.of_cues import OF_CUES
from broken.of_evidence import OF_EVIDENCE
from broken.of_keys import OF_KEYS
from broken.of_texts import OF_TEXTS

EDITS: dict[str, Edit] = OF_EVIDENCE | OF_KEYS | OF_TEXTS | OF_CUES
