"""Tell when a subject was rejected, and find those that wait for a person."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WAITING = sa.text("state = 'provisional'")
QUARANTINED = sa.text("superseded_by IS NULL AND state = 'quarantined'")


def upgrade() -> None:
    with op.batch_alter_table("subject") as batch_op:
        batch_op.add_column(sa.Column("rejected_by", Id, nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_subject_rejected_by"), "event", ["rejected_by"], ["id"]
        )
        batch_op.create_index(
            batch_op.f("ix_subject_provisional"),
            ["id"],
            unique=False,
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        )
    with op.batch_alter_table("subject_identifier") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_subject_identifier_quarantined"),
            ["subject_id"],
            unique=False,
            sqlite_where=QUARANTINED,
            postgresql_where=QUARANTINED,
        )


def downgrade() -> None:
    with op.batch_alter_table("subject_identifier") as batch_op:
        batch_op.drop_index(batch_op.f("ix_subject_identifier_quarantined"))
    with op.batch_alter_table("subject") as batch_op:
        batch_op.drop_index(batch_op.f("ix_subject_provisional"))
        batch_op.drop_constraint(batch_op.f("fk_subject_rejected_by"), type_="foreignkey")
        batch_op.drop_column("rejected_by")
