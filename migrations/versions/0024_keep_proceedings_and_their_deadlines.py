"""Keep proceedings with their steps, the legal periods that run, and the reminders given."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KeyText = sa.String().with_variant(sa.String(collation="C"), "postgresql")
KINDS = "kind IN ('restoration', 'objection', 'challenge', 'sampling_follow_up', 'measure')"
RUNNING = sa.text("superseded_by IS NULL AND state = 'running'")
REPLACED = sa.text("superseded_by IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "proceeding",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("kind", KeyText, nullable=False),
        sa.Column("subject_id", Id, nullable=False),
        sa.Column("record_id", Id, nullable=True),
        sa.Column("listing_id", Id, nullable=True),
        sa.Column("item", KeyText, nullable=False),
        sa.Column("unit_id", Id, nullable=True),
        sa.Column("code_digest", KeyText, nullable=True),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("row_version", Id, nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_proceeding_kind")),
        *_references("proceeding", "subject", "record", "listing"),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["source_unit.id"], name=op.f("fk_proceeding_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proceeding")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_proceeding_code_digest")),
    )
    op.create_index("ix_proceeding_subject_id", "proceeding", ["subject_id"])
    for name in ("record", "listing"):
        is_open = sa.text(f"is_open AND {name}_id IS NOT NULL")
        op.create_index(
            f"uq_proceeding_open_{name}", "proceeding", ["kind", f"{name}_id", "item"], unique=True,
            sqlite_where=is_open, postgresql_where=is_open,
        )  # fmt: skip
    op.create_table(
        "proceeding_version",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("proceeding_id", Id, nullable=False),
        sa.Column("subject_id", Id, nullable=False),
        sa.Column("number", Id, nullable=False),
        sa.Column("state", KeyText, nullable=False),
        sa.Column("step", KeyText, nullable=False),
        sa.Column("stepped_on", sa.Date(), nullable=False),
        sa.Column("actor_id", Id, nullable=False),
        sa.Column("document_number", KeyText, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("law_edition_id", Id, nullable=False),
        *_recorded("proceeding_version"),
        *_references("proceeding_version", "proceeding", "subject", "law_edition"),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["account.id"], name=op.f("fk_proceeding_version_actor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proceeding_version")),
        sa.UniqueConstraint(
            "proceeding_id", "number", name=op.f("uq_proceeding_version_proceeding_id_number")
        ),
    )
    op.create_index("ix_proceeding_version_subject_id", "proceeding_version", ["subject_id"])
    op.create_index(
        "ix_proceeding_version_recorded_by", "proceeding_version", ["recorded_by", "ordinal"]
    )
    op.create_index(
        "ix_proceeding_version_superseded_by", "proceeding_version", ["superseded_by"],
        sqlite_where=REPLACED, postgresql_where=REPLACED,
    )  # fmt: skip
    op.create_table(
        "legal_deadline",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("thread_id", Id, nullable=False),
        sa.Column("subject_id", Id, nullable=False),
        sa.Column("listing_id", Id, nullable=True),
        sa.Column("proceeding_id", Id, nullable=True),
        sa.Column("code", KeyText, nullable=False),
        sa.Column("party", KeyText, nullable=False),
        sa.Column("owner", KeyText, nullable=True),
        sa.Column("escalates_to", KeyText, nullable=True),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column("state", KeyText, nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("law_edition_id", Id, nullable=False),
        *_recorded("legal_deadline"),
        sa.CheckConstraint(
            "state IN ('running', 'met', 'dropped')", name=op.f("ck_legal_deadline_state")
        ),
        sa.CheckConstraint(
            "party IN ('authority', 'subject', 'executing_body')",
            name=op.f("ck_legal_deadline_party"),
        ),
        sa.CheckConstraint(
            "(listing_id IS NULL) <> (proceeding_id IS NULL)", name=op.f("ck_legal_deadline_whose")
        ),
        *_references("legal_deadline", "subject", "listing", "proceeding", "law_edition"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_deadline")),
    )
    for column in ("thread_id", "listing_id", "proceeding_id"):
        op.create_index(f"ix_legal_deadline_{column}", "legal_deadline", [column])
    op.create_index("ix_legal_deadline_recorded_by", "legal_deadline", ["recorded_by", "ordinal"])
    op.create_index(
        "ix_legal_deadline_running", "legal_deadline", ["due_on"],
        sqlite_where=RUNNING, postgresql_where=RUNNING,
    )  # fmt: skip
    op.create_table(
        "reminder",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("thread_id", Id, nullable=False),
        sa.Column("level", KeyText, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", Id, nullable=False),
        sa.CheckConstraint(
            "level IN ('due_soon', 'overdue', 'escalated')", name=op.f("ck_reminder_level")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["event.id"], name=op.f("fk_reminder_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            "thread_id", "level", "due_on", name=op.f("uq_reminder_thread_id_level_due_on")
        ),
    )


def _references(table: str, *others: str) -> list[sa.ForeignKeyConstraint]:
    """The references of a table to others by their ids."""
    return [
        sa.ForeignKeyConstraint(
            [f"{other}_id"], [f"{other}.id"], name=op.f(f"fk_{table}_{other}_id")
        )
        for other in others
    ]


def _recorded(table: str) -> list[sa.schema.SchemaItem]:
    """The columns of a row that events bring and replace."""
    return [
        sa.Column("recorded_by", Id, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("superseded_by", Id, nullable=True),
        *(
            sa.ForeignKeyConstraint([name], ["event.id"], name=op.f(f"fk_{table}_{name}"))
            for name in ("recorded_by", "superseded_by")
        ),
    ]


def downgrade() -> None:
    for table in ("reminder", "legal_deadline", "proceeding_version", "proceeding"):
        op.drop_table(table)
