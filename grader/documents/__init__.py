"""The exam as its readers need it: notebooks, a page, printed sheets, for students, lecturers and the archive."""
