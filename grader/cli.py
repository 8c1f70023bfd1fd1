"""The command line: `grader COMMAND`. One module a command, imported when it is called."""

import os
import sys

import click

from grader.commands.analyse import analyse
from grader.commands.check_xml import check_xml
from grader.commands.checks import checks
from grader.commands.diff import diff
from grader.commands.export import export
from grader.commands.grade import grade
from grader.commands.import_ import import_
from grader.commands.measure import measure
from grader.commands.new import new
from grader.commands.preview import preview
from grader.commands.regrade import regrade
from grader.commands.stability import stability
from grader.commands.verify import verify
from grader.errors import GraderError

INTERRUPTED, PIPE_CLOSED = 130, 141  # what a shell reports for SIGINT and SIGPIPE


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="grader")
def grader() -> None:
    """Exams as code for Moodle: keys that are found, justifications that can fail."""


for command in (
    new,
    import_,
    preview,
    verify,
    export,
    diff,
    grade,
    analyse,
    regrade,
    measure,
    stability,
    checks,
    check_xml,
):
    grader.add_command(command)


def main() -> None:
    """Run the command line.

    What a person can mend is one line on stderr and exit status 2; an interruption is 130, as for any program.
    """
    try:
        grader(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except GraderError as error:
        click.echo(f"grader: {error}", err=True)
        sys.exit(2)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains when it flushes
            sys.exit(PIPE_CLOSED)
        click.echo(f"grader: {error.filename or 'output'}: {error.strerror}", err=True)
        sys.exit(2)
    except click.Abort:
        click.echo("grader: interrupted", err=True)
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
