"""A media repository that speaks MediaWiki's upload API."""
