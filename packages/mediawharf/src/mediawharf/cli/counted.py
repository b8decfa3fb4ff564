"""Numbers in sentences."""


def counted(number: int, noun: str) -> str:
    """The number with its noun, which is one that takes an s: ``1 blob``, ``12,000 blobs``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
