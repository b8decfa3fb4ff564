"""Description pages, logs and what is written beside them."""
