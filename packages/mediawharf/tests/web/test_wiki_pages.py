"""The pages about the wiki itself, and about what somebody has done in it."""

import pytest

from mediawharf.testing.wharf import png


@pytest.mark.parametrize("path", ["/wiki/Special:Version", "/wiki/Special:SpecialPages", "/wiki/Special:ApiSandbox"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_pages_about_the_wiki_have_all_their_words(client, path, language):
    response = client.get(f"{path}?uselang={language}")
    assert response.status_code == 200
    assert "⧼" not in response.text


def test_version_counts_files(client, publish):
    publish("A.png", png(b"one"))
    assert "<dt>Files</dt><dd>1</dd>" in client.get("/wiki/Special:Version").text


def test_list_of_pages_leaves_out_what_the_visitor_may_not_use(browse, open_wharf):
    closed = browse(open_wharf(group_permissions={"*": {"createaccount": False}}))
    text = closed.get("/wiki/Special:SpecialPages").text
    assert "/wiki/Special:ListFiles" in text
    assert "/wiki/Special:CreateAccount" not in text


@pytest.mark.parametrize(
    "path", ["/wiki/Special:Contributions/Uploader", "/wiki/Special:Contributions?target=uploader"]
)
def test_contributions_are_told_with_comments_escaped(client, publish, path):
    publish("A.png", png(b"one"), comment="<script>[[B]]")
    text = client.get(path).text
    assert "File:A.png" in text
    assert "&lt;script&gt;" in text
    assert "<script>" not in text


def test_contributions_are_paged(client, publish):
    for number in range(51):
        publish(f"N{number:02}.png", png(b"%d" % number))
    first = client.get("/wiki/Special:Contributions/Uploader").text
    assert first.count('<li class="line">') == 50
    following = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert client.get(following).text.count('<li class="line">') == 1


@pytest.mark.parametrize("path", ["", "/Nobody", "/<b>", "?target=%00", "/192.0.2.1?from=x|y"])
def test_nobody_has_contributed_nothing(client, path):
    assert client.get(f"/wiki/Special:Contributions{path}").status_code in (200, 404)
