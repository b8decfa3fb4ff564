import hashlib
import io

import pytest

from mediawharf.model.filename import ExtensionRules
from mediawharf.upload.errors import VerificationError
from mediawharf.upload.verify import VerificationRules, verify

ROOT = '<svg xmlns="http://www.w3.org/2000/svg">'
FAR = f"<!--{'-x' * 40_000}-->"


def check(document):
    data = document.encode()
    rules = VerificationRules(ExtensionRules(("svg",)), 1 << 20)
    sha1 = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    return verify(io.BytesIO(data), "Drawing.svg", size=len(data), sha1=sha1, rules=rules)


@pytest.mark.parametrize(
    ("document", "details"),
    [
        (f"{ROOT}<g onload='F(1)'/></svg>", ("uploaded-event-handler-on-svg", "onload", "f(1)")),
        (f"{ROOT}{FAR}<script/></svg>", ("uploaded-script-svg", "script")),
        (f"{ROOT}<script/></svg>", ("uploadscripted",)),
        (f"{ROOT}<a href='javascript:x'/></svg>", ("uploadscripted",)),
        (f"{ROOT}<g></svg>", ("uploadinvalidxml",)),
        (f"<?xml version='1.0' encoding='UTF-7'?>{ROOT}</svg>", ("uploadscripted",)),
        (f"<!DOCTYPE svg [<!ENTITY e '{'A' * 60_000}'>]>{ROOT}</svg>", ("uploadinvalidxml",)),
        ("just text", ("filetype-mime-mismatch", "svg", "text/plain")),
    ],
)
def test_hostile_svgs_are_refused_with_the_reason(document, details):
    with pytest.raises(VerificationError) as refused:
        check(document)
    assert (refused.value.reason, *refused.value.facts) == details


@pytest.mark.parametrize("body", ["<g/>", f"{FAR}<text><![CDATA[<script>]]></text>", "<style>a{fill:url(#b)}</style>"])
def test_harmless_svgs_are_taken_in(body):
    assert check(f"{ROOT}{body}</svg>").facts.mime == "image/svg+xml"
