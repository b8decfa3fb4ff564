"""What a server says when it is ready: its address, who may log in, and lines that make a client work."""

from pathlib import Path
from urllib.parse import urlsplit

from mediawharf.cli.firstaccount import APP_ID, NAME, Credentials, credentials_file
from mediawharf.settings import Settings

UNKNOWN = "BOT_PASSWORD"


def welcome(settings: Settings, credentials: Credentials | None) -> str:
    """The text to print; without credentials (an older data folder) a word stands for the bot password."""
    api = f"{settings.server}{settings.script_path}/api.php"
    if credentials is None:
        bot_name, bot_password = f"{NAME}@{APP_ID}", UNKNOWN
    else:
        bot_name, bot_password = credentials.bot_name, credentials.bot_password
    return "\n".join((
        f"{settings.sitename} is ready.",
        "",
        f"  API            {api}",
        *_who(credentials, settings.data),
        "",
        "Upload picture.png with curl:",
        curl_line(api, bot_name, bot_password),
        "",
        "Configure pywikibot in its folder:",
        pywikibot_line(api, bot_name, bot_password),
        "",
        "Log in with mwclient:",
        mwclient_line(api, bot_name, bot_password),
        "",
    ))  # fmt: skip


def _who(credentials: Credentials | None, data: Path) -> tuple[str, ...]:
    path = credentials_file(data)
    if credentials is not None:
        return (
            f"  user           {credentials.name}",
            f"  password       {credentials.password}",
            f"  bot user       {credentials.bot_name}",
            f"  bot password   {credentials.bot_password}",
            f"                 (also in {path})",
        )
    if path.exists():
        return (f"  passwords      in {path}",)
    return (f"  bot password   make one: mediawharf botpassword add {NAME} NAME",)


def curl_line(api: str, bot_name: str, bot_password: str) -> str:
    """One line for a POSIX shell that logs in and uploads ``picture.png``, asking for tokens as it goes."""
    ask = f'curl -sb $j -c $j "{api}?action=query&meta=tokens&type=$1&format=json"'
    token = f"t() {{ {ask} | grep -o '[0-9a-f]\\{{32,\\}}'; }}"
    login = (
        f"curl -sb $j -c $j -o /dev/null {api} -d action=login -d format=json -d lgname={bot_name} "
        f'-d lgpassword={bot_password} --data-urlencode "lgtoken=$(t login)+\\\\"'
    )
    upload = (
        f'curl -sb $j {api} -F action=upload -F format=json -F "filename=${{f##*/}}" -F "file=@$f" '
        f'-F ignorewarnings=1 -F "token=$(t csrf)+\\\\"'
    )
    return f"f=picture.png j=$(mktemp); {token}; {login}; {upload}; rm $j"


def pywikibot_line(api: str, bot_name: str, bot_password: str) -> str:
    """One line for a POSIX shell that writes pywikibot's two files of configuration."""
    name, _, app_id = bot_name.rpartition("@")
    config = (
        f"family = mylang = 'mediawharf'; family_files['mediawharf'] = '{api}'; "
        f"usernames['mediawharf']['mediawharf'] = '{name}'; password_file = 'user-password.py'"
    )
    password = f"('{name}', BotPassword('{app_id}', '{bot_password}'))"
    return f'echo "{config}" > user-config.py; echo "{password}" > user-password.py; chmod 600 user-*.py'


def mwclient_line(api: str, bot_name: str, bot_password: str) -> str:
    """One line of Python that logs in."""
    address = urlsplit(api)
    path = address.path.removesuffix("api.php")
    site = f"mwclient.Site('{address.netloc}', path='{path}', scheme='{address.scheme}')"
    return f"import mwclient; site = {site}; site.login('{bot_name}', '{bot_password}')"
