"""The upload form as it was filled in. The names of its fields are those of MediaWiki's form, which links use."""

from dataclasses import dataclass

from mediawharf.i18n.languages import code_of
from mediawharf.pages.information import Information, category_names
from mediawharf.pages.licences import parse_licence
from mediawharf.upload.request import FromFile, FromStash, FromUrl, UploadRequest, UploadSource, Watch
from mediawharf.web.visit import Visit

FILE_FIELD = "wpUploadFile"


@dataclass(frozen=True, slots=True)
class UploadForm:
    """What somebody wants to upload, and as what. ``filekey`` is that of a file which is in the stash already."""

    filename: str = ""
    url: str = ""
    filekey: str = ""
    description: str = ""
    language: str = ""
    date: str = ""
    author: str = ""
    source: str = ""
    licence: str = ""
    categories: str = ""
    watch: bool = False
    ignore_warnings: bool = False
    is_replacing: bool = False

    @classmethod
    def of(cls, visit: Visit) -> "UploadForm":
        """The form of a visit; before anything is filled in, what the address asks for."""
        licence = visit.asked("wpLicense")
        return cls(
            filename=visit.asked("wpDestFile").replace("_", " "),
            url=visit.asked("wpUploadFileURL"),
            filekey=visit.asked("filekey", visit.asked("wpFileKey")),
            description=visit.asked("wpUploadDescription"),
            language=code_of(visit.asked("wpLanguage", visit.words.language)) or "",
            date=visit.asked("wpDate"),
            author=visit.asked("wpAuthor"),
            source=visit.asked("wpSource"),
            licence=licence if parse_licence(licence) is not None else "",
            categories=visit.asked("wpCategories"),
            watch=visit.ticked("wpWatchthis"),
            ignore_warnings=visit.ticked("wpIgnoreWarning"),
            is_replacing=visit.ticked("wpForReUpload"),
        )

    @property
    def text(self) -> str:
        """The text of the file's page."""
        return Information(
            description=self.description,
            language=self.language,
            date=self.date,
            author=self.author,
            source=self.source,
            licence=self.licence,
            categories=category_names(self.categories),
        ).text()

    def request(self, visit: Visit, *, ignore_warnings: bool) -> UploadRequest | None:
        """What is asked of the uploader; None if no file was chosen and no address given."""
        source = self._source(visit)
        if source is None:
            return None
        return UploadRequest(
            source=source,
            filename=self.filename,
            comment=self.description if self.is_replacing else visit.text("upload-comment"),
            text=None if self.is_replacing else self.text,
            watch=Watch.WATCH if self.watch else Watch.PREFERENCES,
            ignore_warnings=ignore_warnings,
        )

    def _source(self, visit: Visit) -> UploadSource | None:
        spool = visit.files.get(FILE_FIELD)
        if spool is not None and spool.size > 0:
            return FromFile(spool)
        if self.url:
            return FromUrl(self.url)
        return FromStash(self.filekey) if self.filekey else None
