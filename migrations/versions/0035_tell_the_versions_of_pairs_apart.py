"""Tell apart the versions of a pair of subjects, so that many can be settled at once."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("duplicate_candidate") as batch_op:
        batch_op.add_column(sa.Column("row_version", Id, nullable=False, server_default="1"))
    with op.batch_alter_table("duplicate_candidate") as batch_op:
        batch_op.alter_column("row_version", existing_type=Id, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("duplicate_candidate") as batch_op:
        batch_op.drop_column("row_version")
