"""Keep the filters of worklists that accounts save by name."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KeyText = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "saved_filter",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("account_id", Id, nullable=False),
        sa.Column("worklist", KeyText, nullable=False),
        sa.Column("name", KeyText, nullable=False),
        sa.Column("query", KeyText, nullable=False),
        sa.Column("saved_by", Id, nullable=False),
        sa.CheckConstraint(
            "worklist IN ('cases', 'proceedings', 'samplings', 'endings', 'ledger')",
            name=op.f("ck_saved_filter_worklist"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_saved_filter_account_id")
        ),
        sa.ForeignKeyConstraint(["saved_by"], ["event.id"], name=op.f("fk_saved_filter_saved_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint(
            "account_id", "worklist", "name", name=op.f("uq_saved_filter_account_id_worklist_name")
        ),
    )


def downgrade() -> None:
    op.drop_table("saved_filter")
