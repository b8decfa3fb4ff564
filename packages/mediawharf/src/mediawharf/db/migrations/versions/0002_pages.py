"""Pages, logs, and what is written beside them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    _make_page()
    _make_page_revision()
    _make_log_entry()
    _make_recent_change()
    _make_change_tag()
    _make_revision_tag()
    _make_watched_page()
    _make_page_restriction()


def downgrade() -> None:
    """Drops the tables."""
    op.drop_table("page_restriction")
    op.drop_table("watched_page")
    op.drop_table("revision_tag")
    op.drop_table("change_tag")
    op.drop_table("recent_change")
    op.drop_table("log_entry")
    op.drop_table("page_revision")
    op.drop_table("page")


def _make_page() -> None:
    op.create_table(
        "page",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("namespace", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("latest_id", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("redirect_namespace", sa.Integer(), nullable=True),
        sa.Column("redirect_title", sa.String(length=255), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page")),
        sa.UniqueConstraint("namespace", "title", name=op.f("uq_page_namespace_title")),
        sqlite_autoincrement=True,
    )


def _make_page_revision() -> None:
    op.create_table(
        "page_revision",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("page_id", sa.BigInteger(), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=False),
        sa.Column("timestamp", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("user_name", sa.String(length=255), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("minor", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha1", sa.String(length=40), nullable=False),
        sa.Column("deleted_namespace", sa.Integer(), nullable=True),
        sa.Column("deleted_title", sa.String(length=255), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_revision")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_page_revision_deleted_namespace_page_revision_deleted_title"),
        "page_revision",
        ["deleted_namespace", "deleted_title"],
        unique=False,
    )
    op.create_index(
        op.f("ix_page_revision_page_id_page_revision_timestamp_page_revision_id"),
        "page_revision",
        ["page_id", "timestamp", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_page_revision_user_name_page_revision_timestamp"),
        "page_revision",
        ["user_name", "timestamp"],
        unique=False,
    )


def _make_log_entry() -> None:
    op.create_table(
        "log_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("timestamp", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("user_name", sa.String(length=255), nullable=False),
        sa.Column("namespace", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("page_id", sa.BigInteger(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_entry")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_log_entry_namespace_log_entry_title_log_entry_timestamp"),
        "log_entry",
        ["namespace", "title", "timestamp"],
        unique=False,
    )
    op.create_index(op.f("ix_log_entry_timestamp_log_entry_id"), "log_entry", ["timestamp", "id"], unique=False)
    op.create_index(op.f("ix_log_entry_type_log_entry_timestamp"), "log_entry", ["type", "timestamp"], unique=False)
    op.create_index(
        op.f("ix_log_entry_user_name_log_entry_timestamp"), "log_entry", ["user_name", "timestamp"], unique=False
    )


def _make_recent_change() -> None:
    op.create_table(
        "recent_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("timestamp", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("user_name", sa.String(length=255), nullable=False),
        sa.Column("namespace", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("page_id", sa.BigInteger(), nullable=False),
        sa.Column("revision_id", sa.BigInteger(), nullable=False),
        sa.Column("old_revision_id", sa.BigInteger(), nullable=False),
        sa.Column("old_length", sa.Integer(), nullable=False),
        sa.Column("new_length", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("minor", sa.Boolean(), nullable=False),
        sa.Column("bot", sa.Boolean(), nullable=False),
        sa.Column("log_id", sa.BigInteger(), nullable=True),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recent_change")),
    )
    op.create_index(
        op.f("ix_recent_change_namespace_recent_change_title_recent_change_timestamp"),
        "recent_change",
        ["namespace", "title", "timestamp"],
        unique=False,
    )
    op.create_index(
        op.f("ix_recent_change_timestamp_recent_change_id"), "recent_change", ["timestamp", "id"], unique=False
    )
    op.create_index(
        op.f("ix_recent_change_user_name_recent_change_timestamp"),
        "recent_change",
        ["user_name", "timestamp"],
        unique=False,
    )


def _make_change_tag() -> None:
    op.create_table(
        "change_tag",
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_change_tag")),
    )


def _make_revision_tag() -> None:
    op.create_table(
        "revision_tag",
        sa.Column("revision_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("revision_id", "name", name=op.f("pk_revision_tag")),
    )


def _make_watched_page() -> None:
    op.create_table(
        "watched_page",
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("namespace", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("expiry", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_watched_page_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "namespace", "title", name=op.f("pk_watched_page")),
    )
    op.create_index(op.f("ix_watched_page_expiry"), "watched_page", ["expiry"], unique=False)
    op.create_index(
        op.f("ix_watched_page_namespace_watched_page_title"), "watched_page", ["namespace", "title"], unique=False
    )


def _make_page_restriction() -> None:
    op.create_table(
        "page_restriction",
        sa.Column("namespace", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("level", sa.String(length=64), nullable=False),
        sa.Column("expiry", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("namespace", "title", "type", name=op.f("pk_page_restriction")),
    )
