def test_without_a_question_it_tells_what_can_be_done(api):
    assert list(api.query(meta="authmanagerinfo")["authmanagerinfo"]) == [
        "canauthenticatenow",
        "cancreateaccounts",
        "canlinkaccounts",
    ]


def test_logging_in_asks_for_name_and_password(api):
    [request] = api.query(meta="authmanagerinfo", amirequestsfor="login")["authmanagerinfo"]["requests"]
    assert (request["required"], list(request["fields"])) == ("primary-required", ["username", "password"])


def test_fields_can_be_listed_together(api):
    told = api.query(meta="authmanagerinfo", amirequestsfor="login", amimergerequestfields=True)["authmanagerinfo"]
    assert (list(told["fields"]), "fields" in told["requests"][0]) == (["username", "password"], False)


def test_nothing_else_asks_for_anything(api):
    assert api.query(meta="authmanagerinfo", amirequestsfor="create")["authmanagerinfo"]["requests"] == []


def test_the_password_is_named_as_a_secret(api):
    [request] = api.query(meta="authmanagerinfo", amirequestsfor="login")["authmanagerinfo"]["requests"]
    assert request["fields"]["password"]["sensitive"] is True
