"""The page of a file as an answer."""

from mediawharf.model.title import Title
from mediawharf.web.answers import Answer, Shown
from mediawharf.web.filepage.foreign import show_foreign
from mediawharf.web.filepage.preview import Icon, Picture, Player
from mediawharf.web.filepage.view import file_page
from mediawharf.web.places import place_of, place_text
from mediawharf.web.visit import Visit


def show_file(visit: Visit, title: Title) -> Answer:
    """The page; where there is no file, the same with what can be done about that."""
    asked = visit.query.get("page", "")
    shown = file_page(
        visit.facilities,
        title,
        visit.user,
        picture_page=int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else None,
        history_from=place_of(visit.query.get("from", "")),
    )
    foreign = show_foreign(visit, title) if shown.content is None and shown.page is None else None
    if foreign is not None:
        return foreign
    values = {
        "view": shown,
        "title": title,
        "description": shown.html,
        "following": place_text(shown.history.following),
        "kind": None if shown.content is None else _kind(shown.content.preview),
    }
    is_there = shown.content is not None or shown.page is not None
    return Shown("file/page.html", values, 200 if is_there else 404)


def _kind(preview: Picture | Player | Icon) -> str:
    match preview:
        case Picture():
            return "picture"
        case Player():
            return "video" if preview.is_video else "audio"
        case Icon():
            return "icon"
