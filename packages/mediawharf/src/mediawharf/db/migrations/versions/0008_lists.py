"""Indexes for lists of redirects and of one account's stashed files."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_IS_REDIRECT = sa.text("redirect_title IS NOT NULL")


def upgrade() -> None:
    """Makes the indexes."""
    op.create_index(
        "ix_page_redirects",
        "page",
        ["namespace", "title"],
        sqlite_where=_IS_REDIRECT,
        postgresql_where=_IS_REDIRECT,
    )
    op.create_index(op.f("ix_stashed_file_account_id_stashed_file_filekey"), "stashed_file", ["account_id", "filekey"])


def downgrade() -> None:
    """Drops the indexes."""
    op.drop_index(op.f("ix_stashed_file_account_id_stashed_file_filekey"), "stashed_file")
    op.drop_index("ix_page_redirects", "page")
