"""The preview: every question as students see it, then with everything that stands behind it."""
