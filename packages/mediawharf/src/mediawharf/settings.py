"""Every setting of the server, named after MediaWiki's ``$wg…`` in snake case where one exists.

Values come, in this order of strength, from the command line, ``MEDIAWHARF_…`` environment variables, and a TOML file.
"""

import re
from pathlib import Path
from typing import Final, Literal, Self, TypeAlias

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    IPvAnyNetwork,
    PositiveInt,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB

FILE_EXTENSIONS = (
    "png", "gif", "jpg", "jpeg", "webp", "svg", "pdf", "djvu", "tif", "tiff", "ogg", "oga", "ogv",
    "webm", "mp3", "wav", "flac", "opus", "mid", "stl", "xcf",
)  # fmt: skip

_ORIGIN: Final = re.compile(r"https?://(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")

RateLimitTable: TypeAlias = dict[Literal["edit", "upload"], dict[str, tuple[PositiveInt, PositiveInt]]]

# MediaWiki's defaults.
RATE_LIMITS: Final[RateLimitTable] = {
    "edit": {"ip": (8, 60), "newbie": (8, 60), "user": (90, 60)},
    "upload": {"ip": (8, 60), "newbie": (8, 60)},
}


class ForeignFileRepo(BaseModel):
    """One of ``foreign_file_repos``: a folder of this machine, or another wiki that is asked by its API."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,63}$", description="Name, as imagerepository tells it.")
    kind: Literal["folder", "api"] = Field(description="What it is.")
    path: Path | None = Field(None, description="The folder, of kind folder.")
    url: str = Field("", description="Address of the folder's files; of kind api, of the wiki's api.php.")
    cache_expiry: PositiveInt = Field(3600, description="Seconds a file's facts are believed.")
    missing_cache_expiry: PositiveInt = Field(300, description="Seconds that there is no such file is believed.")
    description_cache_expiry: PositiveInt = Field(12 * 3600, description="Seconds a description is believed.")
    timeout: PositiveInt = Field(5, description="Seconds that one question may take.")
    private_networks: bool = Field(False, description="Ask at loopback and private addresses, and at any port, too.")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.kind == "folder" and self.path is None:
            raise ValueError("a repository of kind folder needs a path")
        if self.kind == "api" and not self.url.endswith("/api.php"):
            raise ValueError("a repository of kind api needs the url of an api.php")
        return self


class Settings(BaseSettings):
    """The server's settings; frozen once read."""

    model_config = SettingsConfigDict(env_prefix="MEDIAWHARF_", frozen=True, extra="forbid")

    # Where things lie
    data: Path = Field(Path("data"), description="Folder of the embedded database and files.")
    database_url: str = Field("", description="SQLAlchemy URL; empty: SQLite in the data folder.")
    blob_url: str = Field("", description="Where file bytes are kept; empty: files in the data folder.")

    # What the wiki is called, and where it is found
    sitename: str = Field("Mediawharf", description="Name of the wiki.")
    server: str = Field("", description="Scheme and host of the wiki's own addresses, without a slash at the end.")
    script_path: str = Field("/w", description="Path of api.php and index.php.")
    article_path: str = Field("/wiki/$1", description="Path of a page; $1 stands for its title.")
    upload_path: str = Field("/w/images", description="Path of original files and thumbnails.")
    upload_server: str = Field(
        "",
        description="Scheme and host of files, where they have one of their own, without a slash at the end: nothing "
        "else is served there, and no cookies are read, so everybody must have the right to read.",
    )
    language_code: str = Field("en", description="Language of the wiki's content.")
    wiki_id: str = Field("mediawharf", description="Name of the wiki in cookies and replies ($wgDBname).")
    rights_url: str = Field("", description="Address of the licence of the wiki's content.")
    rights_text: str = Field("", description="Name of the licence of the wiki's content.")

    # Uploads
    enable_uploads: bool = Field(True, description="Whether files may be uploaded at all.")
    max_upload_size: PositiveInt = Field(5 * GIB, description="Largest file, in bytes.")
    min_upload_chunk_size: PositiveInt = Field(KIB, description="Smallest chunk but the last, in bytes.")
    file_extensions: tuple[str, ...] = Field(FILE_EXTENSIONS, description="Extensions that may be uploaded.")
    strict_file_extensions: bool = Field(True, description="Refuse other extensions; else only warn.")
    prohibited_file_extensions: tuple[str, ...] = Field(
        (), description="Extensions refused in addition to the built-in list of executable ones."
    )
    upload_size_warning: int = Field(0, description="Warn of files larger than this many bytes; 0: never.")
    upload_stash_max_age: PositiveInt = Field(6 * 3600, description="Seconds an untouched stashed file is kept.")
    upload_stash_max_bytes: PositiveInt = Field(
        50 * GIB, description="Bytes of unfinished and stashed files that one account may hold."
    )
    allow_copy_uploads: bool = Field(True, description="Whether files may be fetched from a URL.")
    copy_uploads_domains: tuple[str, ...] = Field((), description="Hosts to fetch from; empty: any; *.example.org.")
    copy_uploads_private_networks: bool = Field(
        False, description="Fetch from loopback and private addresses too: for tests on one machine only."
    )
    max_unfinished_uploads: PositiveInt = Field(
        1000, description="Files in chunks that one account may have begun and not finished."
    )
    copy_upload_timeout: PositiveInt = Field(60, description="Seconds that fetching a URL may take in all.")
    enable_async_uploads: bool = Field(True, description="Whether async=1 is heeded.")
    max_image_area: PositiveInt = Field(
        50_000_000,
        description="Pixels above which images that unpack to over 500 times their size are refused, and above which "
        "no thumbnail is made.",
    )
    request_idle_timeout: PositiveInt = Field(30, description="Seconds without a byte before a body is given up.")
    antivirus: str = Field(
        "", description="Where clamd listens: unix:/run/clamav/clamd.ctl or tcp://127.0.0.1:3310; empty: no scanner."
    )
    antivirus_timeout: PositiveInt = Field(60, description="Seconds that the scan of one stretch of a file may take.")
    antivirus_stream_bytes: PositiveInt = Field(
        25 * MIB, description="Longest stretch sent to clamd at once: at most its StreamMaxLength, in bytes."
    )
    ascii_filenames: bool = Field(
        False, description="Refuse names with other characters than ASCII's, for places that cannot hold them."
    )

    # Accounts
    rate_limits: bool = Field(True, description="Whether attempts to log in, edits and uploads are throttled.")
    session_max_age: PositiveInt = Field(30 * 86400, description="Seconds an unused session is kept.")
    session_login_max_age: PositiveInt = Field(3600, description="Seconds a session without a user is kept.")
    revoke_permissions: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="Rights taken from groups: {group: [right, …]}."
    )
    group_permissions: dict[str, dict[str, bool]] = Field(
        default_factory=dict, description="Rights given to or withheld from groups: {group: {right: true}}."
    )
    cross_site_ajax_domains: tuple[str, ...] = Field((), description="Origins trusted with credentials (CORS).")
    rate_limit_table: RateLimitTable = Field(
        RATE_LIMITS,
        description="How often in how many seconds, for ip (no account), newbie, user or a group: "
        '{"upload": {"user": [100, 60]}}; the right noratelimit is above it.',
    )
    trusted_proxies: tuple[IPvAnyNetwork, ...] = Field(
        (), description="Addresses and networks of proxies whose X-Forwarded-For is believed."
    )
    allow_account_creation: bool = Field(
        False, description="Whether visitors may make accounts in the browser; those with the right always may."
    )

    # The shared repository
    foreign_file_folder: Path | None = Field(
        None, description="Folder of a shared repository: a name in use there takes the right reupload-shared."
    )

    foreign_file_repos: tuple[ForeignFileRepo, ...] = Field(
        (),
        description="Shared repositories, folders or other wikis: "
        '[{"name": …, "kind": "folder", "path": …}, {"name": …, "kind": "api", "url": "https://…/w/api.php"}].',
    )

    # Thumbnails
    thumbnail_steps: tuple[PositiveInt, ...] = Field(
        (), description="Widths in which thumbnails are made; empty: any width that is asked for."
    )
    thumbnail_workers: PositiveInt = Field(2, description="Child processes of each process that draw thumbnails.")
    thumbnail_queue: PositiveInt = Field(
        100,
        description="Thumbnails that may wait to be drawn in each process; who asks for more is told to come back.",
    )
    max_animated_gif_area: PositiveInt = Field(
        12_500_000, description="Pixels of all frames above which thumbnails of animations stand still."
    )
    max_shell_memory: PositiveInt = Field(1024 * KIB, description="Address space of a child that decodes, in KiB.")
    max_shell_time: PositiveInt = Field(20, description="Seconds of processor time for decoding one file.")
    max_shell_wall_clock_time: PositiveInt = Field(30, description="Seconds that decoding one file may take in all.")
    max_shell_file_size: PositiveInt = Field(100 * KIB, description="Largest output of a child that decodes, in KiB.")

    # The process
    run_jobs: bool = Field(True, description="Whether the server's own processes run jobs too.")
    job_lease: PositiveInt = Field(60, description="Seconds after which the job of a dead process is taken up again.")
    threads: PositiveInt = Field(16, description="Worker threads of each process.")
    x_accel_redirect: str = Field(
        "",
        description="Internal location of nginx in which the files' bytes are, without a slash at the end: nginx sends "
        "them by X-Accel-Redirect; empty: the server does.",
    )

    @field_validator("server", "upload_server")
    @classmethod
    def _origin(cls, address: str) -> str:
        if address and _ORIGIN.fullmatch(address) is None:
            raise ValueError("must be like https://media.example.org, without a path or a slash at the end")
        return address

    @field_validator("script_path", "article_path", "upload_path", "x_accel_redirect")
    @classmethod
    def _path(cls, path: str, about: ValidationInfo) -> str:
        if path and not path.startswith("/"):
            raise ValueError("must begin with a slash")
        if about.field_name == "article_path" and "$1" not in path:
            raise ValueError("must have $1 where the title of a page stands")
        return path

    @field_validator("thumbnail_steps")
    @classmethod
    def _rising(cls, widths: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(sorted(set(widths)))

    @property
    def has_secure_cookies(self) -> bool:
        """Whether browsers are to send cookies by HTTPS only."""
        return self.server.startswith("https:")


def read_settings(config: Path | None = None, **values: object) -> Settings:
    """The settings from values, the environment and the TOML file config, the first found of each."""

    class FromFile(Settings):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the base class names it
            file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the same
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            toml = () if config is None else (TomlConfigSettingsSource(settings_cls, config),)
            return init_settings, env_settings, *toml

    return Settings.model_validate(FromFile(**values).model_dump())  # type: ignore[arg-type]
