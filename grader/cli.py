"""The command line: `grader COMMAND`. One module a command, imported when it is called."""

import sys

import click

from grader.commands.checks import checks
from grader.commands.export import export
from grader.commands.measure import measure
from grader.commands.verify import verify
from grader.errors import GraderError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="grader")
def grader() -> None:
    """Exams as code for Moodle: keys that are found, justifications that can fail."""


for command in (verify, export, measure, checks):
    grader.add_command(command)


def main() -> None:
    """Run the command line; what a person can mend is one line on stderr and exit status 2."""
    try:
        grader()
    except GraderError as error:
        click.echo(f"grader: {error}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
