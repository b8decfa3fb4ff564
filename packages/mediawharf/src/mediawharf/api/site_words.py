"""Words that clients look up in ``meta=siteinfo``: special pages, magic words, protocols, tags.

Source: MediaWiki 1.39's English words, of which those are listed that mean something here.
"""

from typing import Final

SPECIAL_PAGES: Final = {
    "ApiHelp": ("ApiHelp",),
    "Filepath": ("FilePath",),
    "FileDuplicateSearch": ("FileDuplicateSearch",),
    "Listfiles": ("ListFiles", "FileList", "ImageList"),
    "Log": ("Log", "Logs"),
    "Mypage": ("MyPage",),
    "Newimages": ("NewFiles", "NewImages"),
    "Recentchanges": ("RecentChanges",),
    "Redirect": ("Redirect",),
    "Search": ("Search",),
    "Upload": ("Upload",),
    "UploadStash": ("UploadStash",),
    "Userlogin": ("UserLogin", "Login"),
    "Userlogout": ("UserLogout", "Logout"),
    "Version": ("Version",),
    "Watchlist": ("Watchlist",),
}

# Name, spellings, and whether their case counts.
MAGIC_WORDS: Final = (
    ("redirect", ("#REDIRECT",), False),
    ("defaultsort", ("DEFAULTSORT:", "DEFAULTSORTKEY:", "DEFAULTCATEGORYSORT:"), True),
    ("displaytitle", ("DISPLAYTITLE",), True),
    ("hiddencat", ("__HIDDENCAT__",), True),
    ("nogallery", ("__NOGALLERY__",), False),
    ("notoc", ("__NOTOC__",), False),
    ("noeditsection", ("__NOEDITSECTION__",), False),
    ("subst", ("SUBST:",), False),
    ("safesubst", ("SAFESUBST:",), False),
    ("int", ("INT:",), False),
    ("sitename", ("SITENAME",), True),
    ("pagename", ("PAGENAME",), True),
    ("fullpagename", ("FULLPAGENAME",), True),
    ("namespace", ("NAMESPACE",), True),
    ("img_thumbnail", ("thumb", "thumbnail"), True),
    ("img_framed", ("frame", "framed", "enframed"), True),
    ("img_frameless", ("frameless",), True),
    ("img_width", ("$1px",), True),
    ("img_right", ("right",), True),
    ("img_left", ("left",), True),
    ("img_center", ("center", "centre"), True),
    ("img_none", ("none",), True),
    ("img_page", ("page=$1", "page $1"), True),
    ("img_alt", ("alt=$1",), True),
    ("img_link", ("link=$1",), True),
    ("img_lang", ("lang=$1",), True),
)

PROTOCOLS: Final = (
    "bitcoin:", "ftp://", "ftps://", "geo:", "git://", "gopher://", "http://", "https://", "irc://", "ircs://",
    "magnet:", "mailto:", "matrix:", "mms://", "news:", "nntp://", "redis://", "sftp://", "sip:", "sips:", "sms:",
    "ssh://", "svn://", "tel:", "telnet://", "urn:", "worldwind://", "xmpp:", "//",
)  # fmt: skip

EXTENSION_TAGS: Final = ("<pre>", "<nowiki>", "<gallery>")
FUNCTION_HOOKS: Final = ("ns", "int", "lc", "uc", "lcfirst", "ucfirst", "urlencode", "formatnum", "displaytitle")
VARIABLES: Final = (
    "currentyear", "currentmonth", "currentday", "currenttime", "currenttimestamp", "sitename", "server",
    "servername", "scriptpath", "pagename", "pagenamee", "fullpagename", "fullpagenamee", "namespace",
    "namespacenumber", "numberoffiles",
)  # fmt: skip
