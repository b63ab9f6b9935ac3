"""Count the repetitions of a file, so that the same bytes can be read again."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("batch") as batch_op:
        batch_op.add_column(sa.Column("repetition", Id, nullable=False, server_default="1"))
        batch_op.drop_constraint(batch_op.f("uq_batch_digest"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_batch_digest_repetition"), ["digest", "repetition"]
        )
    with op.batch_alter_table("batch") as batch_op:
        batch_op.alter_column("repetition", existing_type=Id, server_default=None)


def downgrade() -> None:
    # A table with one row a file cannot hold the later readings; their digests tell them apart.
    op.execute("UPDATE batch SET digest = digest || '-' || repetition WHERE repetition > 1")
    with op.batch_alter_table("batch") as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_batch_digest_repetition"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_batch_digest"), ["digest"])
        batch_op.drop_column("repetition")
