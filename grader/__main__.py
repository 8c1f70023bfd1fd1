"""Starting the command line: quiet about an interruption while everything is still being imported."""

import sys


def main() -> None:
    """Import the command line, and run it."""
    try:
        from grader.cli import main as run
    except KeyboardInterrupt:
        sys.stderr.write("grader: interrupted\n")
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
