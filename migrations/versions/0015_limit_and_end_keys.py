"""Limit and end keys."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KeyText = sa.String().with_variant(sa.String(collation="C"), "postgresql")
Instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("api_key") as batch_op:
        batch_op.add_column(sa.Column("scopes", KeyText, nullable=True))
        batch_op.add_column(sa.Column("issued_at", Instant, nullable=True))
        batch_op.add_column(sa.Column("revoked_at", Instant, nullable=True))
        batch_op.add_column(sa.Column("last_used_on", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("api_key") as batch_op:
        batch_op.drop_column("last_used_on")
        batch_op.drop_column("revoked_at")
        batch_op.drop_column("issued_at")
        batch_op.drop_column("scopes")
