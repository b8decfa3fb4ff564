"""Makes HTML of what handlers show: the layout around it, the visitor's language, and safe headers."""

from collections.abc import Callable, Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse, Response

from mediawharf.facilities import Facilities
from mediawharf.i18n.interface import Words
from mediawharf.i18n.languages import TRANSLATED, direction
from mediawharf.model.clock import iso
from mediawharf.web.answers import Leads, Shown
from mediawharf.web.assets import Assets
from mediawharf.web.flash import cookie_of, forget
from mediawharf.web.headers import PAGE_HEADERS, policy_with_files_of
from mediawharf.web.redirects import MAIN_PAGE, leading_to
from mediawharf.web.visit import Visit


class Rendering:
    """Renders the templates of ``templates/``.

    Every template has ``visit``, ``msg``, ``number``, ``size``, ``date``, ``time``, ``asset``, ``page``, ``special``,
    ``action``, ``has_special``, ``token_field``, ``words_for`` and ``site``; see CONTRIBUTING.md for what they do.
    """

    def __init__(
        self, facilities: Facilities, assets: Assets, special_names: frozenset[str], action_names: frozenset[str]
    ) -> None:
        self._facilities = facilities
        files = facilities.settings.upload_server
        policy = {} if files == "" else {"Content-Security-Policy": policy_with_files_of(files)}
        self._headers = {**PAGE_HEADERS, **policy}
        self._environment = Environment(
            loader=PackageLoader("mediawharf.web"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self._environment.globals.update(
            asset=assets.address,
            assets_base=assets.base,
            main_page=MAIN_PAGE,
            has_action=action_names.__contains__,
            has_special=special_names.__contains__,
            site=facilities.settings,
            languages=TRANSLATED,
            iso=iso,
        )

    def page(self, visit: Visit, shown: Shown) -> Response:
        """The page as an answer; a word that was waiting for the visitor is on it, and is taken back."""
        template = self._environment.get_template(shown.template)
        html = template.render(**self._common(visit), **shown.values)
        response = HTMLResponse(html, shown.status, headers={**self._headers, **shown.headers})
        cookies = list(shown.cookies)
        if visit.flash is not None:
            settings = self._facilities.settings
            cookies.append(forget(settings.wiki_id, is_secure=settings.has_secure_cookies))
        return _with_cookies(response, cookies)

    def leading(self, leads: Leads) -> Response:
        """The way to another address, with the word to be shown there."""
        cookies = list(leads.cookies)
        if leads.flash is not None:
            settings = self._facilities.settings
            cookie = cookie_of(leads.flash, settings.wiki_id, is_secure=settings.has_secure_cookies)
            cookies += [] if cookie is None else [cookie]
        return _with_cookies(leading_to(leads.address, leads.status), cookies)

    def _common(self, visit: Visit) -> Mapping[str, object]:
        words, addresses = visit.words, visit.addresses
        return {
            "visit": visit,
            "msg": lambda key, **values: Markup(words.fill(key, values, write=_html)),  # noqa: S704 - all is escaped
            "number": _apart(words, words.number),
            "size": _apart(words, words.size),
            "date": _apart(words, words.date),
            "time": _apart(words, words.time),
            "page": addresses.page,
            "special": addresses.special,
            "action": addresses.action,
            "token_field": _token_field(visit),
            "words_for": words.area,
        }


def _apart(words: Words, write: Callable[..., str]) -> Callable[..., str]:
    """The same function; its words stand in their own direction where the page has the other."""
    if words.direction == direction(words.language):
        return write
    return lambda *args, **kwargs: f"\u2068{write(*args, **kwargs)}\u2069"


def _html(value: object) -> str:
    return str(escape(value))


def _token_field(visit: Visit) -> Markup:
    return Markup('<input type="hidden" name="token" value="{}">').format(visit.csrf_token)


def _with_cookies(response: Response, cookies: list[str]) -> Response:
    for cookie in cookies:
        response.headers.append("set-cookie", cookie)
    return response
