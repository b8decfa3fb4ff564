"""The API's documentation as a page of HTML, without scripts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from jinja2 import Environment, PackageLoader, Template

from mediawharf.api.documented import Documented, Parameter
from mediawharf.facilities import Facilities

_TOP, _DEEPEST = 2, 4  # levels of headings


@dataclass(frozen=True, slots=True)
class Section:
    """What the page tells of one module; ``level`` is its heading's."""

    module: Documented
    parents: tuple[Documented, ...]
    parameters: tuple[Parameter, ...]

    @property
    def level(self) -> int:
        """Deeper the more modules are above."""
        return min(_TOP + max(len(self.parents) - 1, 0), _DEEPEST)


class HelpPage:
    """Writes the page; made once, its template is read when it is first needed."""

    def html(self, sections: Sequence[Section], facilities: Facilities, *, has_contents: bool) -> str:
        """The whole page; all values are escaped."""
        urls = facilities.urls
        return self._template.render(
            sections=sections,
            toc=has_contents,
            sitename=facilities.settings.sitename,
            api=f"{urls.server}{urls.script_path}/api.php",
        )

    @cached_property
    def _template(self) -> Template:
        loader = PackageLoader("mediawharf.api")
        return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True).get_template(
            "help.html"
        )
