"""Tell when a subject was confirmed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("subject") as batch_op:
        batch_op.add_column(sa.Column("confirmed_by", Id, nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_subject_confirmed_by"), "event", ["confirmed_by"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("subject") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_subject_confirmed_by"), type_="foreignkey")
        batch_op.drop_column("confirmed_by")
