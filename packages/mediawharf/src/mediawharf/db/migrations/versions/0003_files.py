"""Published, deleted and stashed files."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    _make_file_revision()
    _make_archived_file()
    _make_stashed_file()
    _make_upload_status()


def downgrade() -> None:
    """Drops the tables."""
    op.drop_table("upload_status")
    op.drop_table("stashed_file")
    op.drop_table("archived_file")
    op.drop_table("file_revision")


def _make_file_revision() -> None:
    op.create_table(
        "file_revision",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("blob_key", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha1", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("mime", sa.String(length=128), nullable=False),
        sa.Column("media_type", sa.String(length=16), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("bits", sa.Integer(), nullable=False),
        sa.Column("page_count", sa.Integer(), nullable=True),
        sa.Column("metadata", sa.JSON(), nullable=True),
        sa.Column("common_metadata", sa.JSON(), nullable=False),
        sa.Column("damage", sa.Text(), nullable=True),
        sa.Column("timestamp", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("user_name", sa.String(length=255), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("archive_name", sa.String(length=300), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_revision")),
        sa.UniqueConstraint("title", "archive_name", name=op.f("uq_file_revision_title_archive_name")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_file_revision_blob_key"), "file_revision", ["blob_key"], unique=False)
    op.create_index(
        "ix_file_revision_current_timestamp",
        "file_revision",
        ["timestamp", "title"],
        unique=False,
        sqlite_where=sa.text("archive_name IS NULL"),
        postgresql_where=sa.text("archive_name IS NULL"),
    )
    op.create_index(
        "ix_file_revision_current_user",
        "file_revision",
        ["user_name", "timestamp", "title"],
        unique=False,
        sqlite_where=sa.text("archive_name IS NULL"),
        postgresql_where=sa.text("archive_name IS NULL"),
    )
    op.create_index(op.f("ix_file_revision_sha1"), "file_revision", ["sha1"], unique=False)
    op.create_index(
        op.f("ix_file_revision_title_file_revision_timestamp_file_revision_id"),
        "file_revision",
        ["title", "timestamp", "id"],
        unique=False,
    )
    op.create_index(
        "uq_file_revision_current",
        "file_revision",
        ["title"],
        unique=True,
        sqlite_where=sa.text("archive_name IS NULL"),
        postgresql_where=sa.text("archive_name IS NULL"),
    )


def _make_archived_file() -> None:
    op.create_table(
        "archived_file",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("blob_key", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha1", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("mime", sa.String(length=128), nullable=False),
        sa.Column("media_type", sa.String(length=16), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("bits", sa.Integer(), nullable=False),
        sa.Column("page_count", sa.Integer(), nullable=True),
        sa.Column("metadata", sa.JSON(), nullable=True),
        sa.Column("common_metadata", sa.JSON(), nullable=False),
        sa.Column("damage", sa.Text(), nullable=True),
        sa.Column("timestamp", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("user_name", sa.String(length=255), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("archive_name", sa.String(length=300), nullable=True),
        sa.Column("deleted_timestamp", sa.BigInteger(), nullable=False),
        sa.Column("deleted_by", sa.String(length=255), nullable=False),
        sa.Column("deleted_reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archived_file")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_archived_file_blob_key"), "archived_file", ["blob_key"], unique=False)
    op.create_index(op.f("ix_archived_file_sha1"), "archived_file", ["sha1"], unique=False)
    op.create_index(
        op.f("ix_archived_file_title_archived_file_timestamp"), "archived_file", ["title", "timestamp"], unique=False
    )


def _make_stashed_file() -> None:
    op.create_table(
        "stashed_file",
        sa.Column("filekey", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("blob_key", sa.String(length=64), nullable=True),
        sa.Column("filename", sa.String(length=1024), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("filesize", sa.BigInteger(), nullable=False),
        sa.Column("last_chunk_offset", sa.BigInteger(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=True),
        sa.Column("next_filekey", sa.String(length=64), nullable=True),
        sa.Column("published_title", sa.String(length=255), nullable=True),
        sa.Column("published_revision_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_stashed_file_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("filekey", name=op.f("pk_stashed_file")),
    )
    op.create_index(
        op.f("ix_stashed_file_account_id_stashed_file_touched"), "stashed_file", ["account_id", "touched"], unique=False
    )
    op.create_index(op.f("ix_stashed_file_blob_key"), "stashed_file", ["blob_key"], unique=False)
    op.create_index(op.f("ix_stashed_file_expires"), "stashed_file", ["expires"], unique=False)


def _make_upload_status() -> None:
    op.create_table(
        "upload_status",
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("filekey", sa.String(length=64), nullable=False),
        sa.Column("result", sa.String(length=16), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("updated", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "filekey", name=op.f("pk_upload_status")),
    )
