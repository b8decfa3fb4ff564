import pytest

from mediawharf.testing.wharf import png

PAGE = """{{Information|description={{en|1=A lock}}{{de|1=Eine Schleuse}}|author=[[User:Ann|Ann]]|source={{own}}
|date=2020-01-02}}{{Location|48.85|2.35}}{{self|cc-by-sa-4.0}}[[Category:Locks]]"""


@pytest.fixture
def ext(api, wharf):
    wharf.upload("A lock.png", png(b"1"), text=PAGE)

    def told(**params):
        query = api.query(prop="imageinfo", titles="File:A lock.png", iiprop="extmetadata", **params)
        return query["pages"][0]["imageinfo"][0]["extmetadata"]

    return told


def test_the_page_tells_what_the_file_is(ext):
    values = {key: one["value"] for key, one in ext().items()}
    assert values["ImageDescription"] == "A lock"
    assert values["Artist"] == '<a href="/wiki/User:Ann" title="User:Ann">Ann</a>'
    assert (values["Credit"], values["DateTimeOriginal"]) == ("Own work", "2020-01-02")
    assert (values["GPSLatitude"], values["GPSLongitude"], values["GPSMapDatum"]) == ("48.85", "2.35", "WGS-84")
    assert (values["Categories"], values["ObjectName"]) == ("Locks", "A lock")


def test_the_licence_is_spelt_out(ext):
    values = {key: one["value"] for key, one in ext().items()}
    assert (values["License"], values["LicenseShortName"]) == ("cc-by-sa-4.0", "CC BY-SA 4.0")
    assert values["LicenseUrl"] == "https://creativecommons.org/licenses/by-sa/4.0"
    assert (values["AttributionRequired"], values["Copyrighted"], values["Restrictions"]) == ("true", "True", "")


def test_the_language_can_be_chosen(ext):
    assert ext(iiextmetadatalanguage="de-at")["ImageDescription"]["value"] == "Eine Schleuse"


def test_all_languages_can_be_asked_for(ext):
    told = ext(iiextmetadatamultilang=True)["ImageDescription"]["value"]
    assert told == {"en": "A lock", "de": "Eine Schleuse", "_type": "lang"}


def test_keys_can_be_chosen(ext):
    assert list(ext(iiextmetadatafilter="Artist|License")) == ["Artist", "License"]


def test_hidden_is_an_empty_text_in_both_versions(ext):
    assert ext()["DateTime"]["hidden"] == ""


def test_a_plain_upload_has_its_date_and_name(api, wharf):
    wharf.upload("B.png", png(b"2"))
    query = api.query(prop="imageinfo", titles="File:B.png", iiprop="extmetadata")
    told = query["pages"][0]["imageinfo"][0]["extmetadata"]
    assert {"DateTime", "ObjectName"} <= set(told)
    assert "ImageDescription" not in told
