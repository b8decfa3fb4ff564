"""The templates for files that work without a page of their own, written in wikitext.

Their classes and ids are those by which viewers find a description's parts on Wikimedia Commons.
"""

from collections.abc import Callable, Mapping
from typing import Final

from mediawharf.pages.description import INFORMATION
from mediawharf.pages.licences import Licence, parse_licence
from mediawharf.pages.markup.languages import direction_of, language_name

Params = Mapping[str, str]
Template = Callable[[Params], str]

_ROWS: Final = (
    ("fileinfotpl_art_title", "Title", ("title",)),
    ("fileinfotpl_desc", "Description", ("description", "beschreibung", "1")),
    ("fileinfotpl_date", "Date", ("date", "datum", "year")),
    ("fileinfotpl_src", "Source", ("source", "quelle", "references")),
    ("fileinfotpl_aut", "Author", ("author", "artist", "photographer", "autor", "creator")),
    ("fileinfotpl_art_medium", "Medium", ("medium", "technique")),
    ("fileinfotpl_art_dimensions", "Dimensions", ("dimensions",)),
    ("fileinfotpl_art_gallery", "Collection", ("institution", "gallery", "department", "collection")),
    ("fileinfotpl_art_location", "Place", ("depicted place", "location", "place of creation")),
    ("fileinfotpl_art_id", "Accession number", ("accession number", "id")),
    ("fileinfotpl_art_credit_line", "Credit line", ("credit line",)),
    ("fileinfotpl_art_notes", "Notes", ("notes",)),
    ("fileinfotpl_perm", "Permission", ("permission", "genehmigung")),
    ("fileinfotpl_ver", "Other versions", ("other versions", "other_versions", "andere versionen")),
)
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def built_in(name: str, params: Params) -> str | None:
    """The wikitext that a template leaves; None when it is not one of those built in."""
    key = name.replace("_", " ").lower()
    if key in INFORMATION:
        return _information({_key(each): value for each, value in params.items()})
    template = _TEMPLATES.get(key)
    if template is not None:
        return template(params)
    if params.get("1") and (told := language_name(key)) is not None:
        return _in_language(key, told, params["1"])
    licence = parse_licence(key)
    return None if licence is None else _licence(licence, params)


def _key(name: str) -> str:
    return name.replace("_", " ").lower()


def _information(params: Params) -> str:
    rows = []
    for row_id, label, names in _ROWS:
        value = next((params[name] for name in names if params.get(name)), "")
        if value:
            cell = ' class="description"' if row_id == "fileinfotpl_desc" else ""
            head = f'<th scope="row" class="fileinfo-paramfield" id="{row_id}">{label}</th>'
            rows.append(f"<tr>{head}<td{cell}>\n{value}</td></tr>")
    inner = "".join(rows)
    return (
        '<div class="hproduct commons-file-information-table">\n'
        f'<table class="fileinfotpl-type-information vevent">{inner}</table>\n</div>'
    )


def _in_language(code: str, name: str, text: str) -> str:
    way = direction_of(code)
    label = f'<span class="language {code}" title="{name}"><b>{name}:</b></span>'
    return f'<div class="description mw-content-{way} {code}" dir="{way}" lang="{code}">{label} {text}</div>'


def _licence(licence: Licence, params: Params) -> str:
    attribution = params.get("attribution") or params.get("1", "")
    link = f"[{licence.url} {licence.usage_terms}]" if licence.url else licence.usage_terms
    parts = [
        f"'''{link}'''",
        f'<span class="licensetpl_short" style="display: none">{licence.short_name}</span>',
        f'<span class="licensetpl_long" style="display: none">{licence.usage_terms}</span>',
    ]
    if licence.url:
        parts.append(f'<span class="licensetpl_link" style="display: none">{licence.url}</span>')
    required = "true" if licence.requires_attribution else "false"
    parts.append(f'<span class="licensetpl_link_req licensetpl_attr_req" style="display: none">{required}</span>')
    if attribution and licence.requires_attribution:
        parts.append(f'<br>Attribution: <span class="licensetpl_attr">{attribution}</span>')
    return f'<div class="licensetpl mw-content-ltr" dir="ltr" lang="en">{"".join(parts)}</div>'


def _self(params: Params) -> str:
    author = params.get("author")
    who = f'<span class="licensetpl_aut">{author}</span>' if author else "the copyright holder of this work"
    wording = f"I, {who}, publish it under the following licence:"
    attribution = f"|attribution={params['attribution']}" if params.get("attribution") else ""
    names = [value for key, value in params.items() if key.isdigit() and value]
    tags = "\n".join(f"{{{{{name}{attribution}}}}}" for name in names)
    return f'<div class="licensetpl_wrapper"><div class="licensetpl_self">{wording}</div>\n{tags}\n</div>'


def _date(params: Params) -> str:
    year, month, day = (params.get(number, "") for number in ("1", "2", "3"))
    numbers = [part for part in (year, month, day) if part]
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in numbers) or not year:
        return year
    stamp = "-".join([year.zfill(4), *(part.zfill(2) for part in numbers[1:])])
    name = _MONTHS[int(month) - 1] if month and 1 <= int(month) <= 12 else ""
    told = " ".join(part for part in (day.lstrip("0") if name else "", name, year) if part)
    return f'<time class="dtstart" datetime="{stamp}" lang="en">{told}</time>'


def _location(params: Params) -> str:
    latitude, longitude = params.get("1", ""), params.get("2", "")
    if params.get("8"):  # degrees, minutes, seconds and a letter, twice
        latitude, longitude = (" ".join(params.get(str(n), "") for n in range(i, i + 4)) for i in (1, 5))
    return (
        '<div class="geo-location">Camera location: '
        f'<span class="geo"><span class="latitude">{latitude}</span>; <span class="longitude">{longitude}</span></span>'
        "</div>"
    )


def _of_languages(params: Params) -> str:
    told = [(code, language_name(code)) for code, value in params.items() if value]
    return "".join(_in_language(code, name, params[code]) for code, name in told if name is not None)


def _user(params: Params) -> str:
    name = params.get("1", "")
    return f"[[User:{name}|{params.get('2') or name}]]" if name else ""


def _first(params: Params) -> str:
    return params.get("1", "")


def _wording(text: str, css_class: str = "") -> Template:
    mark = f' class="{css_class}"' if css_class else ""
    return lambda _params: f'<span{mark} lang="en">{text}</span>'


_TEMPLATES: Final[dict[str, Template]] = {
    "self": _self,
    "date": _date,
    "isodate": _first,
    "iso date": _first,
    "according to exif data": _first,
    "according to exif": _first,
    "taken on": _first,
    "taken in": _first,
    "original upload date": _first,
    "upload date": _first,
    "own": _wording("Own work", "int-own-work"),
    "self-made": _wording("Own work", "int-own-work"),
    "own photo": _wording("Own work", "int-own-work"),
    "self-photographed": _wording("Self-photographed", "int-own-work"),
    "unknown": _wording("Unknown"),
    "unknown|author": _wording("Unknown author"),
    "unknown author": _wording("Unknown author"),
    "anonymous": _wording("Anonymous"),
    "location": _location,
    "location dec": _location,
    "camera location": _location,
    "object location": _location,
    "object location dec": _location,
    "mld": _of_languages,
    "multilingual description": _of_languages,
    "langswitch": _of_languages,
    "user": _user,
    "u": _user,
    "nowrap": _first,
    "creator": _first,
    "author": _first,
    "credit line": _first,
    "template link": lambda params: f"&#123;&#123;[[Template:{params.get('1', '')}|{params.get('1', '')}]]&#125;&#125;",
    "tl": lambda params: f"&#123;&#123;[[Template:{params.get('1', '')}|{params.get('1', '')}]]&#125;&#125;",
    "clear": lambda _params: '<div style="clear: both"></div>',
    "-": lambda _params: '<div style="clear: both"></div>',
}
