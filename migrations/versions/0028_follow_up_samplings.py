"""Let re-inspections be asked for, and a record wait for one."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

OLD_KINDS = ("restoration", "objection", "challenge", "sampling_follow_up", "measure")
OLD_STATES = ("active", "withdrawn", "annulled", "restored")
INDEX = "ix_record_version_subject_id"
BEFORE, AFTER = ("subject_id", "kind"), ("record_id", "recorded_by", "superseded_by")
FILED_ON = "coalesce(decided_on, occurred_on, effective_from, '0001-01-01') DESC"


def upgrade() -> None:
    _allow((*OLD_KINDS, "re_inspection"), (*OLD_STATES, "in_re_inspection"))
    op.create_index("ix_proceeding_record_id", "proceeding", ["record_id"])


def downgrade() -> None:
    op.drop_index("ix_proceeding_record_id", table_name="proceeding")
    _allow(OLD_KINDS, OLD_STATES)


def _allow(kinds: tuple[str, ...], states: tuple[str, ...]) -> None:
    # SQLite copies the table, and an index over an expression would be lost on the way.
    is_copied = op.get_bind().dialect.name == "sqlite"
    if is_copied:
        op.drop_index(INDEX, table_name="record_version")
    _constrain("record_version", "state", states)
    if is_copied:
        columns = [*BEFORE, sa.text(FILED_ON), *AFTER]
        op.create_index(INDEX, "record_version", columns)
    _constrain("proceeding", "kind", kinds)


def _constrain(table: str, column: str, values: tuple[str, ...]) -> None:
    name = op.f(f"ck_{table}_{column}")
    words = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, f"{column} IN ({words})")
