"""Keep why a dismissal of a candidate was taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("screening_dismissal") as batch_op:
        batch_op.add_column(
            sa.Column("withdrawn_reason", sa.Text(), nullable=False, server_default="")
        )
    with op.batch_alter_table("screening_dismissal") as batch_op:
        batch_op.alter_column("withdrawn_reason", existing_type=sa.Text(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("screening_dismissal") as batch_op:
        batch_op.drop_column("withdrawn_reason")
