"""MediaWiki's action API over HTTP."""
