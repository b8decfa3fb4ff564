"""Delete, undelete, revert, move, protect."""
