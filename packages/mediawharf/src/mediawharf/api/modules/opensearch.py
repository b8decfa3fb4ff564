"""``action=opensearch``: titles to suggest, as OpenSearch describes suggestions.

Source: the wire; its answer is an array of the text, titles, descriptions and addresses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from sqlalchemy import Connection

from mediawharf.api.call import Call
from mediawharf.api.formats import OwnDocument
from mediawharf.api.kinds import Choice, Flag, Limit, Text
from mediawharf.api.module import Module
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.namespaces import NamespaceId, numbers
from mediawharf.api.modules.query.title_search import TitleSearch
from mediawharf.api.pageset import PageSet
from mediawharf.api.params import param
from mediawharf.model.title import Title

FORMATS: Final = ("json", "jsonfm", "xml", "xmlfm")
_NAMESPACE: Final = "http://opensearch.org/searchsuggest2"


@dataclass(frozen=True, slots=True)
class OpenSearchParams:
    """The parameters of action=opensearch."""

    search: str = param(Text(), "The start of the titles; it may name a namespace.", default="", required=True)
    namespace: tuple[str, ...] = param(
        NamespaceId(), "The namespaces, unless the text names one.", default=("0",), multi=True, all_values="*"
    )
    limit: int = param(Limit(), "How many titles.", default=10)
    suggest: bool = param(Flag(), "Has no effect any more.", default=False, deprecated=True)
    redirects: str | None = param(
        Choice(("resolve", "return")), "Whether to give the pages that redirects lead to; in XML that is usual."
    )
    format: str = param(Choice(FORMATS), "The format of the output.", default="json")
    warningsaserror: bool = param(Flag(), "Refuse a request that there is something to warn of.", default=False)


def run(call: Call, asked: OpenSearchParams) -> OwnDocument:
    """The suggestions, which have no descriptions here."""
    call.is_cacheable = True
    call.refuses_warnings = asked.warningsaserror
    is_resolved = asked.redirects == "resolve" or (asked.redirects is None and asked.format.startswith("xml"))
    with call.facilities.database.read() as connection:
        titles = _titles(call, asked, connection, is_resolved=is_resolved)
    urls = [call.facilities.urls.page(title) for title in titles]
    names = [title.prefixed for title in titles]
    return OwnDocument([asked.search, names, [""] * len(names), urls], _xml(asked.search, names, urls))


def _titles(call: Call, asked: OpenSearchParams, connection: Connection, *, is_resolved: bool) -> Sequence[Title]:
    query = Query(call, connection, PageSet(), call.version)
    found = TitleSearch(asked.search, numbers(asked.namespace)).find(query, limit=asked.limit, offset=0)
    if not is_resolved:
        return [page.title for page in found]
    return list(dict.fromkeys(page.redirect or page.title for page in found))


def _xml(search: str, names: Sequence[str], urls: Sequence[str]) -> str:
    items = "".join(
        f"<Item>{_text('Text', name)}{_text('Url', url)}</Item>" for name, url in zip(names, urls, strict=True)
    )
    section = f"<Section>{items}</Section>" if items else "<Section />"
    inside = _text("Query", search) + section
    return f'<?xml version="1.0"?><SearchSuggestion version="2.0" xmlns="{_NAMESPACE}">{inside}</SearchSuggestion>'


def _text(tag: str, text: str) -> str:
    return f'<{tag} xml:space="preserve">{escape(text)}</{tag}>'


OPENSEARCH = Module(
    name="opensearch",
    summary="Suggest titles that start with a text, in the form of OpenSearch.",
    params=OpenSearchParams,
    run=run,
    default_format="json",
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Opensearch",),
    examples=(("action=opensearch&search=File:Te", "Suggest files that start with Te."),),
)
