"""The commands of the command line: the only code that prints."""
