import re

import pytest

from mediawharf.api.modules.query.siteinfo import SiteInfoParams
from mediawharf.api.params import declared

CHOICES = next(one.kind.words for name, _, one in declared(SiteInfoParams) if name == "prop")


def told(api, prop, **params):
    return api.query(meta="siteinfo", siprop=prop, **params)[prop]


def test_the_version_can_be_read_by_clients(api):
    generator = told(api, "general")["generator"]
    assert re.fullmatch(r"MediaWiki \d+\.\d+\.\d+", generator)


def test_limits_are_those_of_the_settings(api, wharf):
    general, settings = told(api, "general"), wharf.facilities.settings
    assert general["maxuploadsize"] == settings.max_upload_size
    assert general["minuploadchunksize"] == settings.min_upload_chunk_size
    assert general["maximagearea"] == settings.max_image_area
    assert general["servername"] == "127.0.0.1"


def test_thumbnail_limits_are_an_object_in_version_2_only(api):
    assert told(api, "general")["thumblimits"]["0"] == 120
    assert told(api, "general", formatversion=1)["thumblimits"][0] == 120


def test_one_boolean_stays_false_in_version_1(api):
    general = told(api, "general", formatversion=1)
    assert general["variantarticlepath"] is False
    assert "readonly" not in general
    assert general["magiclinks"] == []


def test_the_project_namespace_bears_the_wikis_name(api):
    project = told(api, "namespaces")["4"]
    assert (project["name"], project["canonical"]) == ("Mediawharf", "Project")
    assert told(api, "namespaces", formatversion=1)["4"]["*"] == "Mediawharf"


def test_image_is_another_name_of_the_file_namespace(api):
    assert told(api, "namespacealiases")[0] == {"id": 6, "alias": "Image"}


def test_statistics_count_what_is_there(api, put):
    put("A.png", "B.png")
    numbers = told(api, "statistics")
    assert (numbers["images"], numbers["pages"], numbers["articles"]) == (2, 2, 0)
    assert (numbers["users"], numbers["admins"], numbers["activeusers"]) == (2, 1, 1)


def test_groups_have_rights_and_on_demand_numbers(api):
    groups = {group["name"]: group for group in told(api, "usergroups", sinumberingroup=True)}
    assert "upload" in groups["user"]["rights"]
    assert (groups["sysop"]["number"], groups["user"]["number"]) == (1, 2)
    assert "number" not in groups["*"]


def test_the_server_names_itself_and_its_libraries(api):
    assert told(api, "extensions")[0]["name"] == "Mediawharf"
    assert "sqlalchemy" in [library["name"] for library in told(api, "libraries")]


@pytest.mark.parametrize("prop", CHOICES)
@pytest.mark.parametrize("version", [1, 2])
def test_every_property_has_an_answer(api, prop, version):
    assert told(api, prop, formatversion=version) is not None


def test_names_of_database_hosts_are_not_told(api):
    reply = api(action="query", meta="siteinfo", siprop="dbrepllag", sishowalldb=True)
    assert reply["error"]["code"] == "includeAllDenied"
