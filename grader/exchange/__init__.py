"""A question bank on a Moodle site: read, compared with ours and mended in place, through the pages teachers use."""
