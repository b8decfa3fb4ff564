"""The submodules of action=query, one a file, and the action itself."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from mediawharf.api.call import Call, Fields
from mediawharf.api.module import Module, Submodule
from mediawharf.api.modules.query import frame
from mediawharf.api.modules.query.allcategories import ALLCATEGORIES
from mediawharf.api.modules.query.allimages import ALLIMAGES
from mediawharf.api.modules.query.allmessages import ALLMESSAGES
from mediawharf.api.modules.query.allpages import ALLPAGES
from mediawharf.api.modules.query.allusers import ALLUSERS
from mediawharf.api.modules.query.authmanagerinfo import AUTHMANAGERINFO
from mediawharf.api.modules.query.blocks import BLOCKS
from mediawharf.api.modules.query.categories import CATEGORIES
from mediawharf.api.modules.query.categoryinfo import CATEGORYINFO
from mediawharf.api.modules.query.categorymembers import CATEGORYMEMBERS
from mediawharf.api.modules.query.deletedrevisions import DELETEDREVISIONS
from mediawharf.api.modules.query.duplicatefiles import DUPLICATEFILES
from mediawharf.api.modules.query.filearchive import FILEARCHIVE
from mediawharf.api.modules.query.filerepoinfo import FILEREPOINFO
from mediawharf.api.modules.query.imageinfo import IMAGEINFO
from mediawharf.api.modules.query.images import IMAGES
from mediawharf.api.modules.query.incoming_lists import BACKLINKS, EMBEDDEDIN, IMAGEUSAGE
from mediawharf.api.modules.query.incoming_props import FILEUSAGE, LINKSHERE, TRANSCLUDEDIN
from mediawharf.api.modules.query.info import INFO
from mediawharf.api.modules.query.links import LINKS
from mediawharf.api.modules.query.logevents import LOGEVENTS
from mediawharf.api.modules.query.mystashedfiles import MYSTASHEDFILES
from mediawharf.api.modules.query.pageprops import PAGEPROPS
from mediawharf.api.modules.query.prefixsearch import PREFIXSEARCH
from mediawharf.api.modules.query.recentchanges import RECENTCHANGES
from mediawharf.api.modules.query.revisions import REVISIONS
from mediawharf.api.modules.query.search import SEARCH
from mediawharf.api.modules.query.siteinfo import SITEINFO
from mediawharf.api.modules.query.stashimageinfo import STASHIMAGEINFO
from mediawharf.api.modules.query.tags import TAGS
from mediawharf.api.modules.query.templates import TEMPLATES
from mediawharf.api.modules.query.tokens import TOKENS
from mediawharf.api.modules.query.usercontribs import USERCONTRIBS
from mediawharf.api.modules.query.userinfo import USERINFO
from mediawharf.api.modules.query.users import USERS
from mediawharf.api.modules.query.watchlist import WATCHLIST
from mediawharf.api.modules.query.watchlistraw import WATCHLISTRAW

_SUBMODULES: tuple[Submodule[Any], ...] = (
    ALLCATEGORIES, ALLIMAGES, ALLMESSAGES, ALLPAGES, ALLUSERS, AUTHMANAGERINFO, BACKLINKS, BLOCKS, CATEGORIES,
    CATEGORYINFO, CATEGORYMEMBERS, DELETEDREVISIONS, DUPLICATEFILES, EMBEDDEDIN, FILEARCHIVE, FILEREPOINFO,
    FILEUSAGE, IMAGEINFO, IMAGES, IMAGEUSAGE, INFO, LINKS, LINKSHERE, LOGEVENTS, MYSTASHEDFILES, PAGEPROPS,
    PREFIXSEARCH, RECENTCHANGES, REVISIONS, SEARCH, SITEINFO, STASHIMAGEINFO, TAGS, TEMPLATES, TOKENS,
    TRANSCLUDEDIN, USERCONTRIBS, USERINFO, USERS, WATCHLIST, WATCHLISTRAW,
)  # fmt: skip
SUBMODULES: dict[str, Submodule[Any]] = {
    submodule.name: submodule for submodule in sorted(_SUBMODULES, key=lambda submodule: submodule.name)
}
QUERY_NAMES: dict[str, tuple[str, ...]] = {
    kind: tuple(name for name, submodule in SUBMODULES.items() if submodule.kind == kind)
    for kind in ("prop", "list", "meta")
} | {"generator": tuple(name for name, submodule in SUBMODULES.items() if submodule.generates is not None)}


def _run(call: Call, asked: frame.QueryParams) -> Mapping[str, Any]:
    return frame.run(call, asked, SUBMODULES)


def _is_brief(fields: Fields) -> bool:
    return frame.is_brief(fields, SUBMODULES)


def find_pages(call: Call, connection: Connection, asked: frame.NamesPages) -> frame.FoundPages:
    """The pages that another action is to work on; its parameters for them are those of query."""
    return frame.find_pages(call, connection, asked, SUBMODULES)


QUERY = Module(
    name="query",
    summary="Fetch data from and about the wiki.",
    params=frame.QueryParams,
    run=_run,
    needs_read=False,  # that depends on the submodules
    is_brief=_is_brief,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Query",),
    examples=(("action=query&meta=tokens", "Get a csrf token."),),
)
