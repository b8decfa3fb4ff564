"""Refusals in the visitor's language: why a form was not done, to be shown beside its fields."""

from mediawharf.model.errors import Message, WharfError
from mediawharf.web.visit import Visit


def refusal(visit: Visit, error: WharfError) -> str:
    """The sentence for a refusal: the interface's own, ``refusal-KEY`` or ``refusal-CODE``, or else the API's English.

    KEY is that of the API's message, where one code stands for several refusals.
    """
    message = error.message()
    key = f"refusal-{message.key}"
    return sentence(visit, key if key in visit.words else f"refusal-{error.code}", message)


def sentence(visit: Visit, key: str, message: Message) -> str:
    """The interface's message of that key, its places ``p1``, ``p2``, … filled as in the API's message, or that."""
    messages = visit.facilities.messages
    if key not in visit.words:
        return messages.text(message)
    told = [_param(visit, param) for param in message.params]
    return visit.text(key, **{f"p{number}": text for number, text in enumerate(told, 1)})


def _param(visit: Visit, param: "str | int | tuple[str, ...] | Message") -> str:
    match param:
        case Message():
            return sentence(visit, f"refusal-{param.key}", param)
        case tuple():
            return ", ".join(param)
        case int():
            return visit.words.number(param)
        case _:
            return str(param)
