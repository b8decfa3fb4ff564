"""The shared repository: files of other hands whose names count here, in a folder of its own."""

from dataclasses import dataclass
from pathlib import Path

from mediawharf.model.namespaces import FILE
from mediawharf.model.title import Title


@dataclass(frozen=True, slots=True)
class SharedFolder:
    """A folder that holds files by their database keys; None: there is no shared repository."""

    folder: Path | None

    def has(self, title: Title) -> bool:
        """Whether the shared repository has a file of that title."""
        if self.folder is None or title.namespace != FILE or "/" in title.dbkey:
            return False
        return (self.folder / title.dbkey).is_file()
