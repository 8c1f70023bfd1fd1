"""From a bank to files: the stages of a question, the Moodle question, variants, exports."""
