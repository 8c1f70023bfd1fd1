"""What questions share whose text has gaps, each to be filled with one of the choices of its group."""
