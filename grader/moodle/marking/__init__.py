"""What Moodle awards for a response to a question of any of its own types, from the question's XML alone."""
