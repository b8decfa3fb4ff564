"""Takes a file in."""
