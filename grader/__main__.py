"""Starting the command line: quiet about an interruption while everything is still being imported."""

import sys

from grader import interruptions


def main() -> None:
    """Import the command line, and run it."""
    interruptions.install()
    try:
        from grader.cli import main as run
    except interruptions.Interrupted as interruption:
        interruptions.uninstall()
        sys.stderr.write(f"grader: {interruption}\n")
        sys.exit(interruption.status)
    run()


if __name__ == "__main__":
    main()
