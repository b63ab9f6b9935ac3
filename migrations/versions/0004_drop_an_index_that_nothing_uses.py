"""Drop an index that nothing uses."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KeyText = sa.String().with_variant(sa.String(collation="C"), "postgresql")
Instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("event") as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_unplaced"))


def downgrade() -> None:
    with op.batch_alter_table("event") as batch_op:
        batch_op.create_index(batch_op.f("ix_event_unplaced"), ["id"], unique=False)
