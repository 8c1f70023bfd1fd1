"""All that Moodle defines: fractions, XML, the flattening of texts, marking."""
