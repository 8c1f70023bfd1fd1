"""`grader check-xml`: what Moodle would make of any quiz file."""

from pathlib import Path

import click

from grader.commands import options


@click.command("check-xml", short_help="Find what Moodle would drop, change or refuse of an XML file.")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--types",
    default="",
    metavar="TYPE,...",
    help="Types of question whose plugins your Moodle has, such as stack,coderunner.",
)
@options.as_json
def check_xml(path: Path, types: str, as_json: bool) -> None:
    """Read a Moodle XML file, from whatever hand, and say what Moodle's importer would drop, change or refuse.

    Below each finding stands what Moodle does: imports nothing, stops there, loses what follows, changes what is
    written, or imports it as it is written, to nobody's use.

    Exits with 0 when nothing is found, 1 when something is, 2 when the file cannot be read.
    """
    from grader.checks.xml import examine, report
    from grader.checks.xml.elements import QuizFile
    from grader.moodle.xml import content

    installed = frozenset(filter(None, (kind.strip() for kind in types.split(","))))
    file = QuizFile.read(content(path), where=str(path), types=installed)
    found = examine(file)
    if as_json:
        click.echo(report.as_json(file, found))
    else:
        for line in report.as_text(file, found):
            click.echo(line)
    raise SystemExit(1 if found else 0)
