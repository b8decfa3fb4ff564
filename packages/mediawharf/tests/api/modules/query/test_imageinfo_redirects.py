from typing import Any

from mediawharf.testing.wharf import Wharf, png


def test_a_redirect_tells_of_the_file_it_leads_to(api: Any, wharf: Wharf) -> None:
    wharf.upload("Old.png", png(b"1"))
    api.post(wharf.admin, action="move", **{"from": "File:Old.png", "to": "File:New.png"})
    page = api.query(prop="imageinfo", titles="File:Old.png", iiprop="url|size")["pages"][0]
    assert page["imagerepository"] == "local"
    assert page["imageinfo"][0]["url"].endswith("/New.png")
