def test_no_page_declares_properties(api, wharf):
    api.post(wharf.user, action="edit", title="Page", text="Text")
    assert api.query(titles="Page", prop="pageprops")["pages"] == [{"pageid": 1, "ns": 0, "title": "Page"}]
