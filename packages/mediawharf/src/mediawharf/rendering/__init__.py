"""Pages' texts as HTML, with the wiki's pages and files looked up."""
