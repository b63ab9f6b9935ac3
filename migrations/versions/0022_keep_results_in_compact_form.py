"""Keep results in compact form, under the purpose of their rules and the engine's version."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

KeyText = sa.String().with_variant(sa.String(collation="C"), "postgresql")
PURPOSES = "purpose IN ('grade', 'risk')"
CURRENT = "uq_evaluation_current"
STANDS = sa.text("superseded_by IS NULL")


def upgrade() -> None:
    # A result is made again by the next evaluation: those of an earlier engine are outdated.
    op.drop_index(CURRENT, table_name="evaluation")
    with op.batch_alter_table("evaluation") as batch_op:
        batch_op.add_column(sa.Column("purpose", KeyText, nullable=False, server_default="grade"))
        batch_op.add_column(sa.Column("engine", KeyText, nullable=False, server_default="1"))
        batch_op.add_column(
            sa.Column("outcome", sa.LargeBinary(), nullable=False, server_default="")
        )
        batch_op.drop_column("trace")
        batch_op.create_check_constraint(op.f("ck_evaluation_purpose"), PURPOSES)
    with op.batch_alter_table("evaluation") as batch_op:
        for name in ("purpose", "engine", "outcome"):
            batch_op.alter_column(name, server_default=None)
    _index(["subject_id", "purpose"])
    with op.batch_alter_table("rule_set_version") as batch_op:
        batch_op.add_column(sa.Column("purpose", KeyText, nullable=False, server_default="grade"))
        batch_op.create_check_constraint(op.f("ck_rule_set_version_purpose"), PURPOSES)
    with op.batch_alter_table("rule_set_version") as batch_op:
        batch_op.alter_column("purpose", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("rule_set_version") as batch_op:
        batch_op.drop_constraint(op.f("ck_rule_set_version_purpose"), type_="check")
        batch_op.drop_column("purpose")
    op.drop_index(CURRENT, table_name="evaluation")
    op.execute("DELETE FROM evaluation WHERE purpose <> 'grade'")
    with op.batch_alter_table("evaluation") as batch_op:
        batch_op.drop_constraint(op.f("ck_evaluation_purpose"), type_="check")
        batch_op.add_column(sa.Column("trace", sa.Text(), nullable=False, server_default=""))
        for name in ("purpose", "engine", "outcome"):
            batch_op.drop_column(name)
    with op.batch_alter_table("evaluation") as batch_op:
        batch_op.alter_column("trace", server_default=None)
    _index(["subject_id"])


def _index(columns: list[str]) -> None:
    op.create_index(
        CURRENT, "evaluation", columns, unique=True,
        sqlite_where=STANDS, postgresql_where=STANDS,
    )  # fmt: skip
