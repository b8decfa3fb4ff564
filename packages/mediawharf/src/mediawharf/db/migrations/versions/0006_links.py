"""What the texts of pages mention."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables; the links of the pages that there are will be taken from their texts by a job."""
    _make_page_link()
    _make_category_member()
    op.create_table(
        "stale_page",
        sa.Column("page_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_stale_page")),
    )
    op.execute("INSERT INTO stale_page (page_id) SELECT id FROM page")


def downgrade() -> None:
    """Drops the tables."""
    for table in ("stale_page", "category_member", "page_link"):
        op.drop_table(table)


def _make_page_link() -> None:
    op.create_table(
        "page_link",
        sa.Column("page_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=1), nullable=False),
        sa.Column("namespace", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("from_namespace", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("page_id", "kind", "namespace", "title", name=op.f("pk_page_link")),
    )
    columns = ["kind", "namespace", "title", "from_namespace", "page_id"]
    op.create_index(op.f("ix_" + "_".join(f"page_link_{name}" for name in columns)), "page_link", columns)


def _make_category_member() -> None:
    op.create_table(
        "category_member",
        sa.Column("page_id", sa.BigInteger(), nullable=False),
        sa.Column("category", sa.String(length=255), nullable=False),
        sa.Column("type", sa.Integer(), nullable=False),
        sa.Column("sort_key", sa.String(length=512), nullable=False),
        sa.Column("sort_key_prefix", sa.String(length=255), nullable=False),
        sa.Column("timestamp", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("page_id", "category", name=op.f("pk_category_member")),
    )
    for columns in (["category", "type", "sort_key", "page_id"], ["category", "timestamp", "page_id"]):
        name = op.f("ix_" + "_".join(f"category_member_{column}" for column in columns))
        op.create_index(name, "category_member", columns)
