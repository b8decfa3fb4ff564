import pytest

from mediawharf.api.catalogue import Catalogue, NoSubmodules, NoSuchModule
from mediawharf.api.modules import catalogue


@pytest.fixture
def modules() -> Catalogue:
    return catalogue()


@pytest.mark.parametrize("path", ["main", "upload", "query+tokens", "json", "xmlfm"])
def test_modules_are_found_by_path(modules, path):
    assert modules.find(path).path == path


def test_an_unknown_action_is_missed_by_the_frame(modules):
    with pytest.raises(NoSuchModule) as refusal:
        modules.find("nonesuch")
    assert refusal.value.message().params == ("main", "nonesuch")


def test_of_an_unknown_path_the_unknown_module_is_named(modules):
    with pytest.raises(NoSuchModule) as refusal:
        modules.find("nonesuch+tokens")
    assert refusal.value.message().params == ("main", "nonesuch")


@pytest.mark.parametrize("path", ["upload+tokens", "upload+*"])
def test_a_module_without_submodules_says_so(modules, path):
    with pytest.raises(NoSubmodules):
        modules.expand(path)


def test_a_star_means_all_submodules_of_one_module(modules):
    found = modules.expand("query+*")
    assert {each.group for each in found} == {"prop", "list", "meta"}


def test_one_star_stops_where_two_go_on(modules):
    assert set(modules.expand("**")) - set(modules.expand("*")) == set(modules.expand("query+*"))


def test_above_a_submodule_are_the_frame_and_its_action(modules):
    assert [each.path for each in modules.parents(modules.find("query+tokens"))] == ["main", "query"]
