"""The index of what pages say."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables; the index fills by itself from the recent changes."""
    op.create_table(
        "search_term",
        sa.Column("term", sa.String(length=255), nullable=False),
        sa.Column("page_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("term", "page_id", name=op.f("pk_search_term")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_search_term_page_id"), "search_term", ["page_id"], unique=False)
    op.create_table(
        "search_progress",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("change_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_progress")),
    )


def downgrade() -> None:
    """Drops the tables."""
    op.drop_table("search_progress")
    op.drop_table("search_term")
