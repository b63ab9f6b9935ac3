"""Keep the middle of each dimension among the enterprises of an industry."""

import sqlalchemy as sa
from alembic import op

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

KeyText = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "peer_median",
        sa.Column("rule_set_version", KeyText, nullable=False),
        sa.Column("section", KeyText, nullable=False),
        sa.Column("dimension", KeyText, nullable=False),
        sa.Column("enterprises", Id, nullable=False),
        sa.Column("median_centi", Id, nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["rule_set_version"],
            ["rule_set_version.version"],
            name=op.f("fk_peer_median_rule_set_version"),
        ),
        sa.PrimaryKeyConstraint(
            "rule_set_version", "section", "dimension", name=op.f("pk_peer_median")
        ),
    )


def downgrade() -> None:
    op.drop_table("peer_median")
