"""Add the kinds of the plan."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = ("record", "record_version")
OLD = (
    "commitment",
    "administrative_penalty",
    "supervision_sampling",
    "honour",
    "certificate",
)
NEW = (
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


def upgrade() -> None:
    _allow(OLD + NEW)


def downgrade() -> None:
    _allow(OLD)


def _allow(kinds: tuple[str, ...]) -> None:
    words = ", ".join(f"'{kind}'" for kind in kinds)
    for table in TABLES:
        name = op.f(f"ck_{table}_kind")
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(name, type_="check")
            batch_op.create_check_constraint(name, f"kind IN ({words})")
