"""Self-contained pages: foreign texts made safe, mathematics without network or script."""
