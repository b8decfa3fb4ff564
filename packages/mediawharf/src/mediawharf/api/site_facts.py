"""``siprop=general``: what clients ask of a wiki first.

Source: the wire. Keys that tell of PHP or of parts that this server has not are left out; a file repository has no
wikitext of its own making, so what tells of links and conversions has MediaWiki's defaults.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from mediawharf.api.result import Assoc, RealBool, Tagged
from mediawharf.facilities import Facilities
from mediawharf.model.clock import iso
from mediawharf.model.namespaces import MAIN
from mediawharf.model.title import Title

# The API is that of this version. Clients parse the text, and go by the version.
GENERATOR = "MediaWiki 1.39.0"
MAIN_PAGE = Title(MAIN, "Main_Page")
THUMB_LIMITS = (120, 150, 180, 200, 250, 300)
IMAGE_LIMITS = ((320, 240), (640, 480), (800, 600), (1024, 768), (1280, 1024), (2560, 2048))

# MediaWiki's, as measured: bytes of a page's text.
_MAX_ARTICLE_SIZE = 2048 * 1024


def general(facilities: Facilities, *, dialect: str, version: int) -> Mapping[str, Any]:
    """The wiki's name, addresses and limits; ``version`` is formatversion."""
    return {
        **_names(facilities, dialect),
        **_language(),
        **_addresses(facilities),
        **_uploads(facilities),
        **_parser(version),
    }


def _names(facilities: Facilities, dialect: str) -> Mapping[str, Any]:
    settings, urls = facilities.settings, facilities.urls
    return {
        "mainpage": MAIN_PAGE.prefixed,
        "base": urls.page(MAIN_PAGE),
        "sitename": settings.sitename,
        "mainpageisdomainroot": False,
        "logo": urls.icon(),
        "generator": GENERATOR,
        "dbtype": {"postgresql": "postgres"}.get(dialect, dialect),
        "imagewhitelistenabled": False,
        "langconversion": True,
        "linkconversion": True,
        "titleconversion": True,
        "linkprefixcharset": "",
        "linkprefix": "",
        "linktrail": "/^([a-z]+)(.*)$/sD",
        "legaltitlechars": r""" %!"$&'()*,\-.\/0-9:;=?@A-Z\\^_`a-z~\x80-\xFF+""",
        "invalidusernamechars": "@:>",
        "allunicodefixes": False,
        "fixarabicunicode": True,
        "fixmalayalamunicode": True,
        "case": "first-letter",
        "lang": settings.language_code,
    }


def _language() -> Mapping[str, Any]:
    return {
        "fallback": Tagged((), "lang"),
        "rtl": False,
        "fallback8bitEncoding": "windows-1252",
        "readonly": False,
        "writeapi": True,
        "maxarticlesize": _MAX_ARTICLE_SIZE,
        "timezone": "UTC",
        "timeoffset": 0,
    }


def _addresses(facilities: Facilities) -> Mapping[str, Any]:
    settings = facilities.settings
    return {
        "articlepath": settings.article_path,
        "scriptpath": settings.script_path,
        "script": f"{settings.script_path}/index.php",
        "variantarticlepath": RealBool(value=False),
        "server": settings.server,
        "servername": urlsplit(settings.server).hostname or "",
        "wikiid": settings.wiki_id,
        "time": iso(facilities.clock.now()),
        "misermode": False,
    }


def _uploads(facilities: Facilities) -> Mapping[str, Any]:
    settings = facilities.settings
    limits = [{"width": width, "height": height} for width, height in IMAGE_LIMITS]
    return {
        "uploadsenabled": settings.enable_uploads,
        "maxuploadsize": settings.max_upload_size,
        "minuploadchunksize": settings.min_upload_chunk_size,
        "maximagearea": settings.max_image_area,  # a word of our own
        "galleryoptions": {
            "imagesPerRow": 0,
            "imageWidth": 120,
            "imageHeight": 120,
            "captionLength": True,
            "showBytes": True,
            "showDimensions": True,
            "mode": "traditional",
        },
        "thumblimits": Assoc(THUMB_LIMITS, "limit"),
        "imagelimits": Assoc(limits, "limit"),
        "favicon": f"{settings.server}/favicon.ico",
    }


def _parser(version: int) -> Mapping[str, Any]:
    links = ("ISBN", "PMID", "RFC")
    return {
        "centralidlookupprovider": "local",
        "allcentralidlookupproviders": Tagged(("local",), "provider"),
        "interwikimagic": True,
        # Nothing is left of the object in version 1, and the wire has an array then.
        "magiclinks": [] if version == 1 else dict.fromkeys(links, False),
        "categorycollation": "uppercase",
        "nofollowlinks": True,
        "nofollownsexceptions": Tagged((), "ns"),
        "nofollowdomainexceptions": Tagged((), "domain"),
        "externallinktarget": False,
    }
