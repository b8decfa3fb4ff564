"""Wikitext of descriptions as HTML that is safe to put into a page, and what it links to."""
