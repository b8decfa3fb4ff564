DISPLAY = "/wiki/Special:Display"


def test_choices_are_kept_in_the_browser(client):
    fields = {"token": "+\\", "language": "fr", "theme": "dark", "returnto": "/wiki/Nothing"}
    response = client.post(DISPLAY, data=fields)
    assert (response.status_code, response.headers["location"]) == (303, "/wiki/Nothing")
    assert '<html lang="fr" dir="ltr" data-theme="dark">' in client.get("/wiki/Nothing").text


def test_what_is_no_choice_is_dropped(client):
    response = client.post(DISPLAY, data={"token": "+\\", "language": "x;y", "theme": "pink", "returnto": "//evil"})
    assert response.headers["location"] == "/wiki/Main_Page"
    assert "set-cookie" not in response.headers


def test_address_may_ask_for_a_language(client):
    assert '<html lang="en" dir="rtl"' in client.get("/wiki/Nothing?uselang=ar").text
    assert "Introuvable" in client.get("/wiki/Nothing?uselang=fr").text


def test_form_longer_than_allowed_is_refused(client):
    assert client.post(DISPLAY, data={"token": "x" * 9_000_000}).status_code == 413
