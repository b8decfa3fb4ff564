"""The words of the field, as values without I/O."""
