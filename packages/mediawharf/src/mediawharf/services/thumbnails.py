"""Builds what draws thumbnails."""

from dataclasses import dataclass

from mediawharf.media.sandbox import Sandbox
from mediawharf.media.sandbox_wire import Limits
from mediawharf.repo.thumbnail_maker import ThumbnailMaker, ThumbnailRules
from mediawharf.repo.thumbnail_queue import ThumbnailQueue
from mediawharf.services.backends import Backends
from mediawharf.settings import KIB, Settings

_KEEPING = 30  # seconds beside the drawing itself: for a slow disk, and a database that is busy
_OTHERS = 16  # calls for other purposes than thumbnails that may wait for a child


@dataclass(frozen=True, slots=True)
class Thumbnails:
    """All that draws thumbnails."""

    maker: ThumbnailMaker
    queue: ThumbnailQueue


def build_sandbox(settings: Settings) -> Sandbox:
    """The children for everything that decodes; none is started yet."""
    limits = Limits(
        address_space=settings.max_shell_memory * KIB,
        cpu=settings.max_shell_time,
        wall=settings.max_shell_wall_clock_time,
        file_size=settings.max_shell_file_size * KIB,
    )
    return Sandbox(limits, size=settings.thumbnail_workers, waiting=_OTHERS)


def build_thumbnails(settings: Settings, backends: Backends, sandbox: Sandbox) -> Thumbnails:
    """The maker of thumbnails, and the queue before it."""
    lease = settings.max_shell_wall_clock_time + _KEEPING
    maker = ThumbnailMaker(
        database=backends.database,
        blobs=backends.blobs,
        sandbox=sandbox,
        rules=ThumbnailRules(settings.max_image_area, settings.max_animated_gif_area, lease),
        clock=backends.clock,
        random=backends.random,
    )
    queue = ThumbnailQueue(maker, workers=settings.thumbnail_workers, waiting=settings.thumbnail_queue, patience=lease)
    return Thumbnails(maker, queue)
