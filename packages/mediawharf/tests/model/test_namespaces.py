import pytest

from mediawharf.model.namespaces import FILE, FILE_TALK, MAIN, NAMESPACES, namespace_by_id, namespace_by_name


@pytest.mark.parametrize("name", ["File", "file", "FILE", "Image", "iMaGe"])
def test_file_namespace_is_known_by_its_name_and_alias_in_any_case(name):
    assert namespace_by_name(name) is namespace_by_id(FILE)


@pytest.mark.parametrize("name", ["File talk", "file_talk", "Image_talk"])
def test_underscores_in_a_name_are_spaces(name):
    assert namespace_by_name(name) is namespace_by_id(FILE_TALK)


@pytest.mark.parametrize("name", ["", "Nonesuch", " File"])
def test_other_names_are_none(name):
    assert namespace_by_name(name) is None


def test_only_odd_positive_namespaces_are_for_talk():
    assert [each.id for each in NAMESPACES if each.is_talk] == [1, 3, 5, 7, 9, 11, 13, 15]


def test_only_the_main_namespace_is_content():
    assert [each.id for each in NAMESPACES if each.is_content] == [MAIN]
