"""The reference is whole and up to date: what has no description fails here."""

import re
import typing
from pathlib import Path

import pytest

import mediawharf
from mediawharf.api.documented import Documented
from mediawharf.api.modules import catalogue
from mediawharf.i18n.messages import Messages
from mediawharf.model import warnings
from mediawharf.model.errors import WharfError
from mediawharf.reference.errors import error_classes
from mediawharf.reference.pages import defaults, pages
from mediawharf.reference.warnings import examples
from mediawharf.settings import Settings

DOCS = Path(__file__).parents[3] / "docs" / "reference"
SOURCE = Path(mediawharf.__file__).parent
MODULES = [catalogue().find("main"), *catalogue().below(catalogue().find("main"))]
NAMED = {
    "": re.compile(r'\b(?:Message|VerificationError|ChunkRefused)\(\s*"([^"]+)"(?=\s*[,)])'),
    "action-": re.compile(r'\bPermissionDenied\(\s*"([^"]+)"'),
}
SENTENCE = re.compile(r"[A-Z].*[.!?)]\Z", re.DOTALL)


@pytest.mark.parametrize("name", ["api.md", "settings.md", "errors.md", "warnings.md"])
def test_the_page_is_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == pages()[name], "run `make docs`"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_described(name: str) -> None:
    assert SENTENCE.match(Settings.model_fields[name].description or "")


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.path)
def test_every_module_has_a_summary_and_described_parameters(module: Documented) -> None:
    told = [module.summary, *(each.declared.help for each in module.parameters(defaults()))]
    assert [text for text in told if not SENTENCE.match(text)] == []


@pytest.mark.parametrize("module", MODULES[1:], ids=lambda module: module.path)
def test_every_module_has_an_example_and_an_address_of_more_help(module: Documented) -> None:
    assert module.examples
    assert module.help_urls


@pytest.mark.parametrize("error", error_classes(), ids=lambda error: error.__qualname__)
def test_every_error_has_a_cause_and_a_sentence(error: type[WharfError]) -> None:
    assert SENTENCE.match((error.__doc__ or "").strip())
    assert error.key in Messages()


def test_every_warning_has_a_cause_and_an_example() -> None:
    kinds = typing.get_args(warnings.UploadWarning)
    assert tuple(type(each) for each in examples()) == kinds
    assert all(SENTENCE.match((kind.__doc__ or "").strip()) for kind in kinds)


@pytest.mark.parametrize("prefix", NAMED)
def test_every_message_that_the_source_names_is_there(prefix: str) -> None:
    named = {prefix + key for path in SOURCE.rglob("*.py") for key in NAMED[prefix].findall(path.read_text("utf-8"))}
    assert named
    assert sorted(key for key in named if key not in Messages()) == []
