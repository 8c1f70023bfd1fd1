"""The gate before a release: every check, the search among variants, and what is told."""
