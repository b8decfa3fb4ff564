"""Bodies of requests as they stream in: fields within limits, files to where they belong."""
