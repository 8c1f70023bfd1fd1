"""The errors that a person can mend. Each message says what, where, and the remedy if there is one."""


class GraderError(Exception):
    """Anything wrong with what we were given: shown as one line, exit status 2.

    setting: by what a person may say otherwise, by its name in a call; empty where there is no such thing.
    """

    def __init__(self, message: str, *, setting: str = "") -> None:
        super().__init__(message)
        self.setting = setting


class BankError(GraderError):
    """A bank or a question that cannot be loaded."""


class DefinitionError(BankError):
    """A question, item, option or claim that was not made as it must be."""


class AuthorError(BankError):
    """An author's code that failed.

    where: the line of it that did, as `path:line`. said: what it raised, on one line.
    """

    def __init__(self, said: str, *, where: str) -> None:
        super().__init__(f"{where}: {said}" if where else said)
        self.said = said
        self.where = where


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


class SiteError(GraderError):
    """A Moodle site that cannot be reached, refuses, or answers what we do not understand."""


class LostAnswerError(SiteError):
    """What was sent to a site may have been carried out or not: no answer came."""
