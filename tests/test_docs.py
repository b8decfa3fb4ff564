"""What the documents mention is there: links, headings, files, tests and settings."""

import re
from itertools import chain
from pathlib import Path

import pytest

from mediawharf.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "packages/mediawharf/src/mediawharf"
PATTERNS = ("*.md", "packages/*/*.md", "bench/*.md", "docs/**/*.md")
DOCUMENTS = sorted(chain.from_iterable(ROOT.glob(pattern) for pattern in PATTERNS))
FOR_ENGINEERS = ("ARCHITECTURE.md", "CONTRIBUTING.md")
GENERATED = ROOT / "docs/reference"
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
PATH = re.compile(r"[\w.-]+(/[\w.*-]+)+/?|[\w-]+\.py")
TEST = re.compile(r"\btest_\w+")
SETTING = re.compile(r"\bMEDIAWHARF_([A-Z_]+)\b")

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


def prose(document: Path) -> str:
    return FENCE.sub("", document.read_text("utf-8"))


def anchors(document: Path) -> set[str]:
    """The headings as the usual renderers name them."""
    titles = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(prose(document)))
    return {title.strip().replace(" ", "-") for title in titles}


def leads_somewhere(document: Path, link: str) -> bool:
    if re.match(r"https?://", link):
        return True
    path, _, anchor = link.partition("#")
    target = (document.parent / path).resolve() if path else document
    return target.is_relative_to(ROOT) and target.exists() and (not anchor or anchor in anchors(target))


def is_ours(document: Path, mentioned: str) -> bool:
    """Whether the words stand for a file of this repository; a name without a folder is the reader's own elsewhere."""
    first, slash, _ = mentioned.partition("/")
    if PATH.fullmatch(mentioned) is None:
        return False
    if not slash:
        return document.name in FOR_ENGINEERS
    return any((folder / first).is_dir() for folder in (ROOT, PACKAGE))


def is_there(document: Path, mentioned: str) -> bool:
    folders = (document.parent, ROOT, PACKAGE)
    return any(any(folder.glob(mentioned.rstrip("/"))) for folder in folders)


def names_of_all_tests() -> set[str]:
    files = list(chain(ROOT.glob("packages/*/tests/**/*.py"), ROOT.glob("tests/**/*.py")))
    functions = (re.findall(r"def (test_\w+)", file.read_text("utf-8")) for file in files)
    return {file.stem for file in files} | set(chain.from_iterable(functions))


def test_there_are_documents() -> None:
    assert ROOT / "README.md" in DOCUMENTS
    assert ROOT / "docs/index.md" in DOCUMENTS


@each_document
def test_links_lead_somewhere(document: Path) -> None:
    assert [link for link in LINK.findall(prose(document)) if not leads_somewhere(document, link)] == []


@each_document
def test_mentioned_files_are_there(document: Path) -> None:
    mentioned = [words for words in CODE.findall(prose(document)) if is_ours(document, words)]
    assert [words for words in mentioned if not is_there(document, words)] == []


@each_document
def test_mentioned_tests_are_there(document: Path) -> None:
    assert set(TEST.findall(prose(document))) - names_of_all_tests() == set()


def test_every_requirement_for_files_names_its_tests() -> None:
    rows = [row for row in prose(ROOT / "docs/security.md").splitlines() if re.match(r"\| 5\.\d", row)]
    assert len(rows) >= 13
    assert [row for row in rows if not TEST.search(row.rpartition("|")[0].rpartition("|")[2])] == []


@each_document
def test_mentioned_settings_are_there(document: Path) -> None:
    mentioned = {name.lower() for name in SETTING.findall(document.read_text("utf-8"))}
    assert mentioned - set(Settings.model_fields) == set()


def test_every_page_of_the_docs_is_linked_from_another() -> None:
    links = ((page.parent, link.partition("#")[0]) for page in DOCUMENTS for link in LINK.findall(prose(page)))
    linked = {(folder / path).resolve() for folder, path in links}
    pages = {page for page in DOCUMENTS if (ROOT / "docs") in page.parents and GENERATED not in page.parents}
    assert pages - linked == set()
