"""The command line: `grader COMMAND`. One module a command, imported when it is called."""

import io
import os
import signal
import sys
from contextlib import suppress

import click

from grader import interruptions
from grader.commands.analyse import analyse
from grader.commands.approve import approve
from grader.commands.check_xml import check_xml
from grader.commands.checks import checks
from grader.commands.diff import diff
from grader.commands.document import document
from grader.commands.export import export
from grader.commands.grade import grade
from grader.commands.import_ import import_
from grader.commands.measure import measure
from grader.commands.mutate import mutate
from grader.commands.new import new
from grader.commands.preview import preview
from grader.commands.pull import pull
from grader.commands.push import push
from grader.commands.regrade import regrade
from grader.commands.stability import stability
from grader.commands.verify import verify
from grader.errors import GraderError

_PIPE_CLOSED = 13  # the number of SIGPIPE


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="exams-as-code")
def grader() -> None:
    """Exams as code for Moodle: keys that are found, justifications that can fail."""


for command in (
    new,
    import_,
    preview,
    verify,
    approve,
    mutate,
    export,
    document,
    diff,
    pull,
    push,
    grade,
    analyse,
    regrade,
    measure,
    stability,
    checks,
    check_xml,
):
    grader.add_command(command)


_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS")
"""Hold linear algebra to one thread: with small matrices several cost more than they save, and add otherwise."""


def main() -> None:
    """Run the command line.

    What a person can mend is one line on stderr and exit status 2. A signal is one line, and the status that a shell
    reports for it: 130 for an interruption, 143 for SIGTERM.
    """
    for variable in _ONE_THREAD:
        os.environ.setdefault(variable, "1")
    _write_utf_8()
    interruptions.install()
    try:
        status = _status()
    except interruptions.Interrupted as interruption:
        status = interruption.status
        with suppress(OSError):  # the terminal may be gone
            click.echo(f"grader: {interruption}", err=True)
    finally:
        interruptions.uninstall()
    sys.exit(status)


def _write_utf_8() -> None:
    """Write the same bytes on any system, unless a terminal says what it takes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8", newline="\n")


def _status() -> int:
    """Carry out a command; its exit status."""
    try:
        status = _invoked()
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except GraderError as error:
        about = f"--{error.setting.replace('_', '-')}: " if error.setting else ""
        click.echo(f"grader: {about}{error}", err=True)
    except KeyboardInterrupt as error:  # raised by a bank's code rather than by a signal
        raise interruptions.Interrupted(signal.SIGINT) from error
    except OSError as error:
        _discard_output()
        if isinstance(error, BrokenPipeError):
            return interruptions.SIGNALLED + _PIPE_CLOSED
        click.echo(f"grader: {error.filename or 'output'}: {error.strerror}", err=True)
    else:
        return status
    return 2


def _invoked() -> int:
    """Do what click's own call does, which takes a closed pipe for a failure like any other."""
    if "_GRADER_COMPLETE" in os.environ:  # a shell asks how to complete what is being typed, and click answers
        grader()
    try:
        with grader.make_context("grader", sys.argv[1:]) as context:
            grader.invoke(context)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def _discard_output() -> None:
    """Write no more to a place that takes no more; else Python would complain at its end."""
    with suppress(OSError):
        sys.stdout.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
