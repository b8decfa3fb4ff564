"""Files that are not yet published."""
