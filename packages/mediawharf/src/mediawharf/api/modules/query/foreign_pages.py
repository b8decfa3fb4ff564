"""What ``prop=imageinfo`` tells of files of shared repositories."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mediawharf.api.imageinfo import ImageInfo, Wishes
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.thumbnails import Scale
from mediawharf.api.result import Tagged
from mediawharf.model.title import Title
from mediawharf.repo.foreign import ForeignFile


@dataclass(frozen=True, slots=True)
class ForeignPages:
    """The pages of one reply whose files are in a shared repository."""

    query: Query
    props: Collection[str]
    scale: Scale
    wishes: Wishes
    files: Mapping[Title, ForeignFile] = field(default_factory=dict)

    def told(self, title: Title) -> dict[str, Any] | None:
        """What is told of the page; None if its file is in no shared repository."""
        file = self.files.get(title)
        if file is None:
            return None
        told: dict[str, Any] = {"known": True, "imagerepository": file.repo}
        if "badfile" in self.props:
            told["badfile"] = False
        thumbnail = self.scale.wanted(self.query, title.dbkey, file.facts)
        info = ImageInfo(self.query.call.facilities, wishes=self.wishes)
        told["imageinfo"] = Tagged([info.of_foreign(file, self.props, thumbnail=thumbnail)], "ii")
        return told


def foreign_files(query: Query, titles: Iterable[Title]) -> Mapping[Title, ForeignFile]:
    """The files of shared repositories under those of the titles that have none here."""
    facilities, wanted = query.call.facilities, set(titles)
    if not facilities.foreign.repos or not wanted:
        return {}
    return facilities.foreign.find(wanted - facilities.repo.current_of(query.connection, wanted).keys())
