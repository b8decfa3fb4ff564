"""The tables. Titles are stored as database keys (underscores) beside their namespace number."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from mediawharf.db.columns import NAMING, Id, Timestamp

metadata = MetaData(naming_convention=NAMING)

account = Table(
    "account",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(255), nullable=False, unique=True),
    Column("password_hash", Text),  # NULL: nobody can log in with a password
    Column("registered", Timestamp, nullable=False),
    Column("edit_count", Integer, nullable=False, default=0),
    Column("options", JSON, nullable=False, default=dict),
)

account_group = Table(
    "account_group",
    metadata,
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("expiry", Timestamp),
)

bot_password = Table(
    "bot_password",
    metadata,
    Column("id", Id, primary_key=True),
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    Column("app_id", String(32), nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("grants", JSON, nullable=False),
    Column("created", Timestamp, nullable=False),
    UniqueConstraint("account_id", "app_id"),
)

block = Table(
    "block",
    metadata,
    Column("id", Id, primary_key=True),
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("by_id", BigInteger, nullable=False),
    Column("by_name", String(255), nullable=False),
    Column("reason", Text, nullable=False),
    Column("timestamp", Timestamp, nullable=False),
    Column("expiry", Timestamp),  # NULL: infinite
    Column("create_account", Boolean, nullable=False),  # whether making accounts is barred too
)

session = Table(
    "session",
    metadata,
    Column("id_hash", String(64), primary_key=True),  # SHA-256 of the cookie's value
    Column("secret", LargeBinary(32), nullable=False),  # tokens are made from it
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE")),
    Column("bot_password_id", ForeignKey("bot_password.id", ondelete="CASCADE")),
    Column("created", Timestamp, nullable=False),
    Column("expires", Timestamp, nullable=False, index=True),
)

attempt = Table(
    "attempt",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String(255), nullable=False),
    Column("timestamp", Timestamp, nullable=False),
    Index(None, "key", "timestamp"),
)

page = Table(
    "page",
    metadata,
    Column("id", Id, primary_key=True),
    Column("namespace", Integer, nullable=False),
    Column("title", String(255), nullable=False),
    Column("latest_id", BigInteger, nullable=False),
    Column("length", Integer, nullable=False),
    Column("touched", Timestamp, nullable=False),
    Column("redirect_namespace", Integer),
    Column("redirect_title", String(255)),
    UniqueConstraint("namespace", "title"),
    sqlite_autoincrement=True,
)

# What the texts of pages mention, as of when they were saved.
page_link = Table(
    "page_link",
    metadata,
    Column("page_id", BigInteger, primary_key=True),
    Column("kind", String(1), primary_key=True),  # p: a page linked to, f: a file shown, t: a template used
    Column("namespace", Integer, primary_key=True),
    Column("title", String(255), primary_key=True),
    Column("from_namespace", Integer, nullable=False),
    Index(None, "kind", "namespace", "title", "from_namespace", "page_id"),
)

category_member = Table(
    "category_member",
    metadata,
    Column("page_id", BigInteger, primary_key=True),
    Column("category", String(255), primary_key=True),
    Column("type", Integer, nullable=False),  # 0: a page, 1: a category, 2: a file
    Column("sort_key", String(512), nullable=False),
    Column("sort_key_prefix", String(255), nullable=False),
    Column("timestamp", Timestamp, nullable=False),  # since when
    Index(None, "category", "type", "sort_key", "page_id"),
    Index(None, "category", "timestamp", "page_id"),
)

# Pages whose links must be taken from their texts anew.
stale_page = Table("stale_page", metadata, Column("page_id", BigInteger, primary_key=True))

# Redirects are few.
Index(
    "ix_page_redirects", page.c.namespace, page.c.title,
    sqlite_where=page.c.redirect_title.is_not(None), postgresql_where=page.c.redirect_title.is_not(None),
)  # fmt: skip

page_revision = Table(
    "page_revision",
    metadata,
    Column("id", Id, primary_key=True),
    Column("page_id", BigInteger, nullable=False),
    Column("parent_id", BigInteger, nullable=False),  # 0: the page's first
    Column("timestamp", Timestamp, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("user_name", String(255), nullable=False),
    Column("comment", Text, nullable=False),
    Column("minor", Boolean, nullable=False, default=False),
    Column("text", Text, nullable=False),
    Column("size", Integer, nullable=False),  # bytes of the text in UTF-8
    Column("sha1", String(40), nullable=False),
    # Of a deleted page: its title, by which undelete finds the revision.
    Column("deleted_namespace", Integer),
    Column("deleted_title", String(255)),
    Index(None, "page_id", "timestamp", "id"),
    Index(None, "user_name", "timestamp"),
    Index(None, "deleted_namespace", "deleted_title"),
    sqlite_autoincrement=True,
)

FILE_COLUMNS = (
    ("blob_key", String(64), False),
    ("size", BigInteger, False),
    ("sha1", String(40), False),
    ("sha256", String(64), True),  # filled in after publishing
    ("mime", String(128), False),
    ("media_type", String(16), False),
    ("width", Integer, False),
    ("height", Integer, False),
    ("bits", Integer, False),
    ("page_count", Integer, True),
    ("metadata", JSON, True),  # NULL: no handler for the type
    ("common_metadata", JSON, False),
    ("damage", Text, True),
    ("timestamp", Timestamp, False),
    ("user_id", BigInteger, False),
    ("user_name", String(255), False),
    ("comment", Text, False),
    ("archive_name", String(300), True),  # NULL: the current revision of its file
)


def _file_columns() -> list[Column[object]]:
    return [Column(name, kind, nullable=nullable) for name, kind, nullable in FILE_COLUMNS]


file_revision = Table(
    "file_revision",
    metadata,
    Column("id", Id, primary_key=True),
    Column("title", String(255), nullable=False),
    *_file_columns(),
    Index(None, "title", "timestamp", "id"),
    Index(None, "sha1"),
    Index(None, "blob_key"),
    UniqueConstraint("title", "archive_name"),
    sqlite_autoincrement=True,
)
# At most one current revision of a file, and lists of files by name, time and user that read nothing else.
Index(
    "uq_file_revision_current", file_revision.c.title, unique=True,
    sqlite_where=file_revision.c.archive_name.is_(None), postgresql_where=file_revision.c.archive_name.is_(None),
)  # fmt: skip
Index(
    "ix_file_revision_current_timestamp", file_revision.c.timestamp, file_revision.c.title,
    sqlite_where=file_revision.c.archive_name.is_(None), postgresql_where=file_revision.c.archive_name.is_(None),
)  # fmt: skip
Index(
    "ix_file_revision_current_user", file_revision.c.user_name, file_revision.c.timestamp, file_revision.c.title,
    sqlite_where=file_revision.c.archive_name.is_(None), postgresql_where=file_revision.c.archive_name.is_(None),
)  # fmt: skip

archived_file = Table(
    "archived_file",
    metadata,
    Column("id", Id, primary_key=True),
    Column("title", String(255), nullable=False),
    *_file_columns(),
    Column("deleted_timestamp", Timestamp, nullable=False),
    Column("deleted_by", String(255), nullable=False),
    Column("deleted_reason", Text, nullable=False),
    Index(None, "title", "timestamp"),
    Index(None, "sha1"),
    Index(None, "blob_key"),
    sqlite_autoincrement=True,
)

log_entry = Table(
    "log_entry",
    metadata,
    Column("id", Id, primary_key=True),
    Column("type", String(32), nullable=False),
    Column("action", String(32), nullable=False),
    Column("timestamp", Timestamp, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("user_name", String(255), nullable=False),
    Column("namespace", Integer, nullable=False),
    Column("title", String(255), nullable=False),
    Column("page_id", BigInteger, nullable=False),
    Column("comment", Text, nullable=False),
    Column("params", JSON, nullable=False),
    Column("tags", JSON, nullable=False),
    Index(None, "namespace", "title", "timestamp"),
    Index(None, "type", "timestamp"),
    Index(None, "user_name", "timestamp"),
    Index(None, "timestamp", "id"),
    sqlite_autoincrement=True,
)

recent_change = Table(
    "recent_change",
    metadata,
    Column("id", Id, primary_key=True),
    Column("type", String(16), nullable=False),  # edit, new, log
    Column("timestamp", Timestamp, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("user_name", String(255), nullable=False),
    Column("namespace", Integer, nullable=False),
    Column("title", String(255), nullable=False),
    Column("page_id", BigInteger, nullable=False),
    Column("revision_id", BigInteger, nullable=False),
    Column("old_revision_id", BigInteger, nullable=False),
    Column("old_length", Integer, nullable=False),
    Column("new_length", Integer, nullable=False),
    Column("comment", Text, nullable=False),
    Column("minor", Boolean, nullable=False),
    Column("bot", Boolean, nullable=False),
    Column("log_id", BigInteger),
    Column("tags", JSON, nullable=False),
    Index(None, "timestamp", "id"),
    Index(None, "namespace", "title", "timestamp"),
    Index(None, "user_name", "timestamp"),
)

change_tag = Table(
    "change_tag",
    metadata,
    Column("name", String(255), primary_key=True),
    Column("active", Boolean, nullable=False),
    Column("description", Text, nullable=False, default=""),
)

revision_tag = Table(
    "revision_tag",
    metadata,
    Column("revision_id", BigInteger, primary_key=True),
    Column("name", String(255), primary_key=True),
)

watched_page = Table(
    "watched_page",
    metadata,
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("namespace", Integer, primary_key=True),
    Column("title", String(255), primary_key=True),
    Column("expiry", Timestamp, index=True),  # NULL: for good
    Index(None, "namespace", "title"),
)

page_restriction = Table(
    "page_restriction",
    metadata,
    Column("namespace", Integer, primary_key=True),
    Column("title", String(255), primary_key=True),
    Column("type", String(16), primary_key=True),  # create, edit, move, upload
    Column("level", String(64), nullable=False),
    Column("expiry", Timestamp),  # NULL: infinite
)

stashed_file = Table(
    "stashed_file",
    metadata,
    Column("filekey", String(64), primary_key=True),
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    Column("state", String(16), nullable=False),  # chunks, stashed, published, moved
    Column("blob_key", String(64)),  # NULL once the bytes belong to a published file, or to another key
    Column("filename", String(1024), nullable=False),
    Column("created", Timestamp, nullable=False),
    Column("touched", Timestamp, nullable=False),
    Column("expires", Timestamp, nullable=False, index=True),
    # While chunks come in: the next offset, what the whole is to be, and where the last chunk began.
    Column("offset", BigInteger, nullable=False),
    Column("filesize", BigInteger, nullable=False),
    Column("last_chunk_offset", BigInteger, nullable=False),
    # Once whole: facts as in file_revision.
    Column("facts", JSON),
    # state=moved: the key that the whole file got. state=published: what its publication answered.
    Column("next_filekey", String(64)),
    Column("published_title", String(255)),
    Column("published_revision_id", BigInteger),
    Index(None, "account_id", "touched"),
    Index(None, "account_id", "filekey"),
    Index(None, "blob_key"),
)

upload_status = Table(
    "upload_status",
    metadata,
    Column("account_id", BigInteger, primary_key=True),
    Column("filekey", String(64), primary_key=True),
    Column("result", String(16), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("detail", JSON, nullable=False),
    Column("updated", Timestamp, nullable=False),
)

job = Table(
    "job",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(64), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("unique_key", String(255), unique=True),
    Column("state", String(16), nullable=False),  # queued, running, failed; a job that is done has no row
    Column("attempts", Integer, nullable=False),
    Column("created", Timestamp, nullable=False),
    Column("run_at", Timestamp, nullable=False),
    Column("lease_owner", String(128)),
    Column("lease_until", Timestamp),
    Column("last_error", Text),
    Index(None, "state", "run_at", "id"),
    Index(None, "state", "lease_until"),
    # An id that came back would let a worker that lost its lease end another job.
    sqlite_autoincrement=True,
)

thumbnail = Table(
    "thumbnail",
    metadata,
    Column("source_key", String(64), primary_key=True),  # the blob that it is a picture of
    Column("view", String(255), primary_key=True),  # which picture: 120px, page2-120px
    Column("touched", Timestamp, nullable=False),  # when it was made, or failed, or its making began
    Column("lease_owner", String(128)),  # who is making it
    Column("failure", Text),  # why it could not be made
    Column("blob_key", String(64)),  # once it is made
    Column("size", BigInteger),
    Index(None, "blob_key"),
)

search_term = Table(
    "search_term",
    metadata,
    Column("term", String(255), primary_key=True),
    Column("page_id", BigInteger, primary_key=True, autoincrement=False),
    Index(None, "page_id"),
    sqlite_with_rowid=False,
)

# One row: the last change whose pages are in search_term.
search_progress = Table(
    "search_progress",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("change_id", BigInteger, nullable=False),
)
