"""Add notifications of exports."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

TABLES = ("record", "record_version")
OLD = (
    "commitment",
    "administrative_penalty",
    "supervision_sampling",
    "honour",
    "certificate",
    "administrative_licence",
    "random_inspection",
    "product_recall",
    "quality_accident",
    "upheld_complaint",
    "satisfaction_survey",
    "abnormal_operations",
    "national_list_entry",
    "contract_performance",
    "standard_declaration",
    "traceability",
    "quality_insurance",
    "chief_quality_officer",
    "quality_training",
    "measuring_instrument",
    "project_acceptance",
    "comparison_test",
)
NEW = ("export_notification",)
INDEX = "ix_record_version_subject_id"
BEFORE, AFTER = ("subject_id", "kind"), ("record_id", "recorded_by", "superseded_by")
FILED_ON = "coalesce(decided_on, occurred_on, effective_from, '0001-01-01') DESC"


def upgrade() -> None:
    _allow(OLD + NEW)


def downgrade() -> None:
    _allow(OLD)


def _allow(kinds: tuple[str, ...]) -> None:
    # SQLite copies the table, and an index over an expression would be lost on the way.
    is_copied = op.get_bind().dialect.name == "sqlite"
    if is_copied:
        op.drop_index(INDEX, table_name="record_version")
    _constrain(kinds)
    if is_copied:
        columns = [*BEFORE, sa.text(FILED_ON), *AFTER]
        op.create_index(INDEX, "record_version", columns)


def _constrain(kinds: tuple[str, ...]) -> None:
    words = ", ".join(f"'{kind}'" for kind in kinds)
    for table in TABLES:
        name = op.f(f"ck_{table}_kind")
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(name, type_="check")
            batch_op.create_check_constraint(name, f"kind IN ({words})")
