"""Whether a user may upload at all, and under a title."""

from sqlalchemy import Connection

from mediawharf.model.file import FileRevision
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.permissions import Permissions, require_unblocked
from mediawharf.pages.restrictions import Restrictions
from mediawharf.repo.foreign import ForeignRepos
from mediawharf.repo.repo import Around
from mediawharf.upload.errors import MayNotOverwrite, MayNotUpload, MustBeLoggedIn, SharedFileForbidden
from mediawharf.upload.request import FromUrl, UploadSource


def authorize(user: User, source: UploadSource) -> None:
    """Refuses users who may not upload in this way; raises MustBeLoggedIn, MayNotUpload, Blocked."""
    rights = ("upload", "upload_by_url") if isinstance(source, FromUrl) else ("upload",)
    for right in rights:
        if not user.may(right):
            raise MustBeLoggedIn if user.is_anonymous else MayNotUpload(right)
    require_unblocked(user)


def authorize_title(
    connection: Connection, user: User, title: Title, *, around: Around, restrictions: Restrictions
) -> None:
    """Refuses titles that are protected from the user, and files that the user may not replace."""
    current = around.current
    if around.is_restricted:
        actions = ("create", "upload") if current is None else ("edit", "upload")
        Permissions(restrictions).require_unprotected(connection, user, title, actions=actions)
    if current is None or user.may("reupload"):
        return
    is_own = current.user_id == user.id
    if not (is_own and user.may("reupload-own")):
        raise MayNotOverwrite(title.text)


def authorize_shared(user: User, title: Title, *, current: FileRevision | None, foreign: ForeignRepos) -> None:
    """Refuses to put a new file before one of a shared repository without the right to."""
    if current is None and not user.may("reupload-shared") and foreign.has(title):
        raise SharedFileForbidden(title.text)
