"""Thumbnails that were made, are being made, or cannot be made."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "thumbnail",
        sa.Column("source_key", sa.String(length=64), nullable=False),
        sa.Column("view", sa.String(length=255), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("lease_owner", sa.String(length=128), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("blob_key", sa.String(length=64), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("source_key", "view", name=op.f("pk_thumbnail")),
    )
    op.create_index(op.f("ix_thumbnail_blob_key"), "thumbnail", ["blob_key"], unique=False)


def downgrade() -> None:
    """Drops the table."""
    op.drop_table("thumbnail")
