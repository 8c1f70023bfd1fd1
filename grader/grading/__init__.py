"""After the quiz: marks from Moodle's downloads, an analysis of the items, and the regrade when a key changes."""
