"""``Special:ApiSandbox``: requests to the API, put together by hand and sent from the browser."""

from mediawharf.web.answers import Answer, Shown
from mediawharf.web.entries import SpecialPage
from mediawharf.web.visit import Visit


def sandbox(_visit: Visit, _rest: str) -> Answer:
    """The frame of the page; its script fills it from what ``action=paraminfo`` tells."""
    return Shown("wiki/sandbox.html")


API_SANDBOX = SpecialPage("ApiSandbox", sandbox, title="sandbox-title", summary="sandbox-summary")
