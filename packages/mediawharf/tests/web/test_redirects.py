import pytest

from mediawharf.web.redirects import leading_to


@pytest.mark.parametrize("address", ["//evil.example/x", "///evil.example"])
def test_address_never_leads_to_another_site(address):
    assert leading_to(address).headers["location"].startswith("/%2F")
