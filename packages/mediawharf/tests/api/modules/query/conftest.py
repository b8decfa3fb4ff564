from collections.abc import Callable

import pytest

from mediawharf.testing.wharf import Wharf, png


@pytest.fixture
def put(wharf: Wharf) -> Callable[..., None]:
    """Publishes small PNG files, one for each name; equal marks make equal bytes."""

    def publish(*names: str, mark: str | None = None, **options: object) -> None:
        for name in names:
            wharf.upload(name, png((mark or name).encode()), ignore_warnings=True, **options)

    return publish
