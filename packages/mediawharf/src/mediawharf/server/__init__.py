"""The HTTP/1.1 server: connections in, ASGI calls out, in one or more processes that share a listening socket."""
