"""The one way to log in that the wire's framework of authentication knows of here: name and password."""

from collections.abc import Mapping
from typing import Any, Final

PASSWORD_REQUEST: Final = "MediaWiki\\Auth\\PasswordAuthenticationRequest"  # noqa: S105 - the wire's name of a form
_NEW_PASSWORD: Final = {
    "password": ("New password", "The password that the account is to have."),
    "retype": ("New password again", "The same again, against slips."),
}
_LOGIN: Final = {
    "username": ("Username", "Name of the account."),
    "password": ("Password", "Password of the account."),
}


def password_request(account: str) -> dict[str, Any]:
    """The request without its fields, for an account by name; empty for one that is still to be named."""
    return {
        "id": PASSWORD_REQUEST,
        "metadata": {},
        "required": "primary-required",
        "provider": "Password",
        "account": account,
    }


def login_fields() -> Mapping[str, Mapping[str, Any]]:
    """What logging in asks for."""
    return {name: _field(name, *told) for name, told in _LOGIN.items()}


def change_fields() -> Mapping[str, Mapping[str, Any]]:
    """What a change of the password asks for."""
    return {name: _field(name, *told) for name, told in _NEW_PASSWORD.items()}


def _field(name: str, label: str, explanation: str) -> Mapping[str, Any]:
    is_secret = name != "username"
    kind = "password" if is_secret else "string"
    return {"type": kind, "label": label, "help": explanation, "optional": False, "sensitive": is_secret}
