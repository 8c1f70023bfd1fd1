"""What all tests share: properties draw the same examples everywhere, and are never timed."""

from hypothesis import settings

settings.register_profile("specification", deadline=None, derandomize=True)
settings.load_profile("specification")
