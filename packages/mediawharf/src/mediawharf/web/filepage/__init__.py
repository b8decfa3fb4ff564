"""What the page of a file shows, as values that the templates put into words."""
