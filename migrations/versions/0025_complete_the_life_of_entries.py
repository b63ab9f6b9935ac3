"""Complete the life of entries: hearings, consents, withdrawals, red lists, watch list, decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KeyText = sa.String().with_variant(sa.String(collation="C"), "postgresql")

COLOURS = ("red", "black", "mirrored")
STATUSES = (
    "candidate",
    "noticed",
    "stated",
    "decided",
    "declined",
    "published",
    "removed",
    "expired",
)
ADDED_STATUSES = (
    "hearing_requested",
    "heard",
    "consent_awaited",
    "consented",
    "consent_refused",
    "nominated",
    "checked",
    "announced",
    "suspended",
    "watched",
    "withdrawn",
    "revoked",
    "ended",
)
GROUNDS = (
    "no_subjective_intent",
    "facts_not_established",
    "penalty_not_heavier",
    "circumstances_not_serious",
    "ground_lapsed",
    "conditions_not_met",
    "other",
)
DAYS = ("hearing_requested_on", "hearing_held_on", "consented_on", "restricted_until")
NEAREST = {
    "hearing_requested": "stated",
    "heard": "stated",
    "consent_awaited": "decided",
    "consented": "decided",
    "consent_refused": "declined",
    "withdrawn": "removed",
}
"""What the earlier version calls a status that it does not know."""
STRANGE = "SELECT id FROM listing WHERE colour = 'watch' OR colour = 'red'"


def upgrade() -> None:
    _allow("listing", "colour", (*COLOURS, "watch"))
    with op.batch_alter_table("listing_version") as batch_op:
        for name in DAYS:
            batch_op.add_column(sa.Column(name, sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("decline_ground", KeyText, nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_listing_version_decline_ground"), _one_of("decline_ground", GROUNDS)
        )
    _allow("listing_version", "status", STATUSES + ADDED_STATUSES)
    op.create_table(
        "listing_decision",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("listing_version_id", Id, nullable=False),
        sa.Column("listing_id", Id, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("law_edition_id", Id, nullable=False),
        sa.Column("recorded_by", Id, nullable=False),
        _refers("listing_version_id", "listing_version.id"),
        _refers("listing_id", "listing.id"),
        _refers("law_edition_id", "law_edition.id"),
        _refers("recorded_by", "event.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_decision")),
        sa.UniqueConstraint(
            "listing_version_id", name=op.f("uq_listing_decision_listing_version_id")
        ),
    )
    op.create_index(op.f("ix_listing_decision_listing_id"), "listing_decision", ["listing_id"])


def downgrade() -> None:
    """Entries on lists that the earlier version does not know are gone; others stand nearest."""
    op.drop_index(op.f("ix_listing_decision_listing_id"), table_name="listing_decision")
    op.drop_table("listing_decision")
    strange = f"SELECT id FROM listing_version WHERE listing_id IN ({STRANGE})"  # noqa: S608 - literals
    op.execute(f"DELETE FROM publication_window WHERE listing_version_id IN ({strange})")  # noqa: S608 - as above
    op.execute(f"DELETE FROM listing_version WHERE listing_id IN ({STRANGE})")  # noqa: S608 - as above
    op.execute("DELETE FROM listing WHERE colour = 'watch' OR colour = 'red'")
    for status, nearest in NEAREST.items():
        op.execute(f"UPDATE listing_version SET status = '{nearest}' WHERE status = '{status}'")  # noqa: S608 - as above
    _allow("listing_version", "status", STATUSES)
    with op.batch_alter_table("listing_version") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_listing_version_decline_ground"), type_="check")
        batch_op.drop_column("decline_ground")
        for name in DAYS:
            batch_op.drop_column(name)
    _allow("listing", "colour", COLOURS)


def _one_of(column: str, values: tuple[str, ...]) -> str:
    accepted = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({accepted})"


def _allow(table: str, column: str, values: tuple[str, ...]) -> None:
    with op.batch_alter_table(table) as batch_op:
        name = batch_op.f(f"ck_{table}_{column}")
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, _one_of(column, values))


def _refers(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_listing_decision_{column}"))
