"""The one account that a module is asked to change: by its name or its id."""

from mediawharf.api.call import Call
from mediawharf.api.request_errors import InvalidParamMix, MissingOneOf
from mediawharf.curation.user_errors import NoSuchUser, NoSuchUserId
from mediawharf.model.user import User


def named_user(call: Call, name: str | None, user_id: int | None) -> User:
    """The user; raises MissingOneOf, InvalidParamMix, NoSuchUser, NoSuchUserId."""
    if name is not None and user_id is not None:
        raise InvalidParamMix(("user", "userid"))
    if name is not None:
        return user_of_name(call, name)
    if user_id is None:
        raise MissingOneOf(("user", "userid"))
    found = call.facilities.accounts.get(user_id)
    if found is None:
        raise NoSuchUserId(user_id)
    return found


def user_of_name(call: Call, name: str) -> User:
    """The user; ``#5`` names an account by its id. Raises NoSuchUser."""
    accounts = call.facilities.accounts
    number = name.removeprefix("#")
    found = accounts.get(int(number)) if number != name and number.isdecimal() else accounts.find(name)
    if found is None:
        raise NoSuchUser(name)
    return found
