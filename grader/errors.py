"""The errors that a person can mend. Each message says what, where, and the remedy if there is one."""


class GraderError(Exception):
    """Anything wrong with what we were given: shown as one line, exit status 2."""


class BankError(GraderError):
    """A bank or a question that cannot be loaded."""


class ImageError(GraderError):
    """An image file that is missing, truncated or not the one that the experiment was written for."""


class RecordError(GraderError):
    """A record of runs that cannot be read, continued or trusted."""


class MissingExtraError(GraderError):
    """A command needs an optional dependency that is not installed."""


class MoodleXMLError(GraderError):
    """A file that is not the Moodle XML that it should be."""


class DownloadError(GraderError):
    """A quiz's download that cannot be read."""


class GradingError(GraderError):
    """A download and an exam that do not fit together."""
