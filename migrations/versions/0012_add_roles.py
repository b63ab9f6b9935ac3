"""Add the roles of reviewers, executing bodies, source units and enterprise users."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

EARLIER = ("enterer", "proposer", "decider", "publisher", "rule_owner", "auditor", "operator")
ADDED = ("reviewer", "executing_body", "source_unit", "enterprise_user")


def upgrade() -> None:
    _allow(EARLIER + ADDED)


def downgrade() -> None:
    """Accounts lose the roles that the earlier version does not know."""
    added = ", ".join(f"'{role}'" for role in ADDED)
    op.execute(f"DELETE FROM account_role WHERE role IN ({added})")  # noqa: S608 - literals
    _allow(EARLIER)


def _allow(roles: tuple[str, ...]) -> None:
    accepted = ", ".join(f"'{role}'" for role in roles)
    with op.batch_alter_table("account_role") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_account_role_role"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_account_role_role"), f"role IN ({accepted})"
        )
