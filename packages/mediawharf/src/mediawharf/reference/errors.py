"""The reference's page of errors: every refusal that a client may be told of."""

import importlib
import pkgutil
from collections.abc import Iterator, Sequence

import mediawharf
from mediawharf.i18n.messages import Messages
from mediawharf.model.errors import Message, WharfError
from mediawharf.reference.markdown import code, first_paragraph, page, plain, table

INTRODUCTION = """\
An error comes with HTTP status 200, the header `MediaWiki-API-Error` and, in the reply, `error.code`. Programs should
look at the code; the sentence is for people, and tells what to do next where something can be done. `$1`, `$2`, … stand
for facts of the case. A code may have several causes."""


def error_classes() -> Sequence[type[WharfError]]:
    """Every error with a code, by code; all modules are imported to find them."""
    for found in pkgutil.walk_packages(mediawharf.__path__, "mediawharf."):
        if not found.name.endswith("__main__") and ".migrations" not in found.name:
            importlib.import_module(found.name)
    with_codes = {each for each in _subclasses(WharfError) if isinstance(getattr(each, "code", None), str)}
    own = [each for each in with_codes if each.__module__.startswith("mediawharf.")]
    return sorted(own, key=lambda each: (each.code, each.__module__, each.__name__))


def errors_page(errors: Sequence[type[WharfError]], messages: Messages) -> str:
    """The page: each error's code, cause and sentence."""
    rows = dict.fromkeys((code(each.code), _cause(each), _sentence(each, messages)) for each in errors)
    return page("Errors", INTRODUCTION, [table(("Code", "Cause", "What people are told"), rows)])


def _subclasses(parent: type[WharfError]) -> Iterator[type[WharfError]]:
    for child in parent.__subclasses__():
        yield child
        yield from _subclasses(child)


def _cause(error: type[WharfError]) -> str:
    # Where a rule comes from is for those who read the source.
    return first_paragraph(error.__doc__).partition(" Source:")[0]


def _sentence(error: type[WharfError], messages: Messages) -> str:
    return plain(messages.text(Message(error.key)))
