"""``meta=filerepoinfo``: the file repositories of the wiki: the shared ones, and its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.kinds import Choice
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.params import param
from mediawharf.api.result import Tagged
from mediawharf.repo.foreign import RepoFacts

_PROPS: Final = (
    "apiurl", "canUpload", "displayname", "favicon", "initialCapital", "local", "name", "rootUrl", "scriptDirUrl",
    "thumbUrl", "url",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FileRepoInfoParams:
    """The parameters of meta=filerepoinfo."""

    prop: tuple[str, ...] = param(Choice(_PROPS), "What to tell.", default=_PROPS, multi=True, all_values="*")


def run(query: Query, asked: FileRepoInfoParams) -> Mapping[str, Any]:
    """The repositories, the wiki's own last."""
    foreign = [_foreign(repo.facts) for repo in query.call.facilities.foreign.repos]
    settings = query.call.facilities.settings
    repo = {
        "name": "local",
        "displayname": settings.sitename,
        "rootUrl": settings.upload_path,
        "local": True,
        "url": settings.upload_path,
        "thumbUrl": f"{settings.upload_path}/thumb",
        "initialCapital": True,
        "scriptDirUrl": settings.script_path,
        "favicon": f"{settings.server}/favicon.ico",
        "canUpload": settings.enable_uploads,
    }
    told = [{name: value for name, value in each.items() if name in asked.prop} for each in (*foreign, repo)]
    return {"repos": Tagged(told, "repo")}


def _foreign(facts: RepoFacts) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": facts.name,
        "displayname": facts.name,
        "rootUrl": facts.url,
        "local": False,
        "url": facts.url,
        "initialCapital": True,
        "canUpload": False,
    }
    if facts.api_url:
        told |= {"apiurl": facts.api_url, "scriptDirUrl": facts.api_url.rpartition("/")[0]}
    return told


FILEREPOINFO = Submodule(
    name="filerepoinfo",
    kind="meta",
    prefix="fri",
    summary="Tell of the file repositories.",
    params=FileRepoInfoParams,
    run=run,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Filerepoinfo",),
    examples=(("action=query&meta=filerepoinfo&friprop=name|displayname", "Name the repositories."),),
)
