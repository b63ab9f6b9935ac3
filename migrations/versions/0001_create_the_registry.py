"""Create the registry."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KeyText = sa.String().with_variant(sa.String(collation="C"), "postgresql")
Instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "event",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("kind", KeyText, nullable=False),
        sa.Column("subject_id", Id, nullable=True),
        sa.Column("actor_id", Id, nullable=False),
        sa.Column("recorded_at", Instant, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("salts", sa.JSON(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
        sa.Column("position", Id, nullable=True),
        sa.Column("sequenced_at", Instant, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("position", name=op.f("uq_event_position")),
    )
    with op.batch_alter_table("event") as batch_op:
        batch_op.create_index(batch_op.f("ix_event_sequenced_at"), ["sequenced_at"], unique=False)
        batch_op.create_index(
            "ix_event_subject_id_position", ["subject_id", "position"], unique=False
        )
        batch_op.create_index("ix_event_unplaced", ["id"], unique=False, sqlite_where=None)

    op.create_table(
        "installation",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("city_zh", KeyText, nullable=False),
        sa.Column("city_en", KeyText, nullable=False),
        sa.Column("is_invented", sa.Boolean(), nullable=False),
        sa.Column("installed_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "law_edition",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("digest", KeyText, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("loaded_by", Id, nullable=False),
        sa.Column("loaded_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_edition")),
        sa.UniqueConstraint("digest", name=op.f("uq_law_edition_digest")),
    )
    op.create_table(
        "lease",
        sa.Column("name", KeyText, nullable=False),
        sa.Column("holder", KeyText, nullable=False),
        sa.Column("token", Id, nullable=False),
        sa.Column("expires_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "ledger_cursor",
        sa.Column("reader", KeyText, nullable=False),
        sa.Column("position", Id, nullable=False),
        sa.Column("moved_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("reader", name=op.f("pk_ledger_cursor")),
    )
    op.create_table(
        "ledger_head",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("size", Id, nullable=False),
        sa.Column("frontier", sa.LargeBinary(), nullable=False),
        sa.Column("sequenced_at", Instant, nullable=True),
        sa.Column("row_version", Id, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_head")),
    )
    op.create_table(
        "ledger_node",
        sa.Column("level", Id, autoincrement=False, nullable=False),
        sa.Column("index", Id, autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "index", name=op.f("pk_ledger_node")),
    )
    op.create_table(
        "rule_set_version",
        sa.Column("version", KeyText, nullable=False),
        sa.Column("code", KeyText, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("published_by", Id, nullable=False),
        sa.Column("published_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_rule_set_version")),
    )
    op.create_table(
        "source_unit",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("code", KeyText, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_source_unit_code")),
    )
    op.create_table(
        "subject",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("state", KeyText, nullable=False),
        sa.Column("row_version", Id, nullable=False),
        sa.CheckConstraint(
            "state IN ('provisional', 'confirmed', 'rejected')", name=op.f("ck_subject_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject")),
    )
    op.create_table(
        "account",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("username", KeyText, nullable=False),
        sa.Column("display_name", KeyText, nullable=False),
        sa.Column("kind", KeyText, nullable=False),
        sa.Column("unit_id", Id, nullable=True),
        sa.Column("division", KeyText, nullable=True),
        sa.Column("password_hash", KeyText, nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("row_version", Id, nullable=False),
        sa.CheckConstraint("kind IN ('person', 'program', 'public')", name=op.f("ck_account_kind")),
        sa.ForeignKeyConstraint(["unit_id"], ["source_unit.id"], name=op.f("fk_account_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("username", name=op.f("uq_account_username")),
    )
    op.create_table(
        "evaluation",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("subject_id", Id, nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("known_at", Id, nullable=False),
        sa.Column("rule_set_version", KeyText, nullable=False),
        sa.Column("law_edition_id", Id, nullable=False),
        sa.Column("grade", KeyText, nullable=False),
        sa.Column("score_centi", Id, nullable=True),
        sa.Column("has_candidates", sa.Boolean(), nullable=False),
        sa.Column("trace", sa.Text(), nullable=False),
        sa.Column("next_change_on", sa.Date(), nullable=True),
        sa.Column("salt", KeyText, nullable=False),
        sa.Column("recorded_by", Id, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("superseded_by", Id, nullable=True),
        sa.ForeignKeyConstraint(
            ["law_edition_id"], ["law_edition.id"], name=op.f("fk_evaluation_law_edition_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["event.id"], name=op.f("fk_evaluation_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["rule_set_version"],
            ["rule_set_version.version"],
            name=op.f("fk_evaluation_rule_set_version"),
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_evaluation_subject_id")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["event.id"], name=op.f("fk_evaluation_superseded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation")),
    )
    with op.batch_alter_table("evaluation") as batch_op:
        batch_op.create_index("ix_evaluation_recorded_by", ["recorded_by", "ordinal"], unique=False)
        batch_op.create_index("ix_evaluation_subject_id", ["subject_id", "as_of"], unique=False)
        batch_op.create_index(
            "uq_evaluation_current",
            ["subject_id"],
            unique=True,
            sqlite_where=sa.text("superseded_by IS NULL"),
            postgresql_where=sa.text("superseded_by IS NULL"),
        )

    op.create_table(
        "publicity_consent",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("subject_id", Id, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("recorded_by", Id, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("superseded_by", Id, nullable=True),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["event.id"], name=op.f("fk_publicity_consent_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_publicity_consent_subject_id")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["event.id"], name=op.f("fk_publicity_consent_superseded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publicity_consent")),
    )
    with op.batch_alter_table("publicity_consent") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_publicity_consent_subject_id"), ["subject_id"], unique=False
        )

    op.create_table(
        "record",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("subject_id", Id, nullable=False),
        sa.Column("kind", KeyText, nullable=False),
        sa.Column("source_unit_id", Id, nullable=False),
        sa.Column("document_number", KeyText, nullable=False),
        sa.Column("item_serial", KeyText, nullable=False),
        sa.Column("row_version", Id, nullable=False),
        sa.CheckConstraint(
            "kind IN ('commitment', 'administrative_penalty', 'supervision_sampling', 'honour', 'certificate')",
            name=op.f("ck_record_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["source_unit_id"], ["source_unit.id"], name=op.f("fk_record_source_unit_id")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_record_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record")),
        sa.UniqueConstraint(
            "source_unit_id",
            "kind",
            "document_number",
            "subject_id",
            "item_serial",
            name="uq_record_natural_key",
        ),
    )
    with op.batch_alter_table("record") as batch_op:
        batch_op.create_index(batch_op.f("ix_record_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "registration",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("subject_id", Id, nullable=False),
        sa.Column("kind", KeyText, nullable=False),
        sa.Column("standing", KeyText, nullable=False),
        sa.Column("established_on", sa.Date(), nullable=True),
        sa.Column("enterprise_type", KeyText, nullable=False),
        sa.Column("province", KeyText, nullable=False),
        sa.Column("city", KeyText, nullable=False),
        sa.Column("division_code", KeyText, nullable=True),
        sa.Column("industry_code", KeyText, nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("capital", KeyText, nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("salt", KeyText, nullable=False),
        sa.Column("recorded_by", Id, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("superseded_by", Id, nullable=True),
        sa.CheckConstraint(
            "kind IN ('legal_person', 'unincorporated_organization', 'individual_business', 'farmers_cooperative')",
            name=op.f("ck_registration_kind"),
        ),
        sa.CheckConstraint(
            "standing IN ('operating', 'deregistered', 'revoked', 'moved_out', 'unknown')",
            name=op.f("ck_registration_standing"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["event.id"], name=op.f("fk_registration_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_registration_subject_id")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["event.id"], name=op.f("fk_registration_superseded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
    )
    with op.batch_alter_table("registration") as batch_op:
        batch_op.create_index(
            "ix_registration_recorded_by", ["recorded_by", "ordinal"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_registration_subject_id"), ["subject_id"], unique=False
        )
        batch_op.create_index(
            "ix_registration_superseded_by",
            ["superseded_by"],
            unique=False,
            sqlite_where=sa.text("superseded_by IS NOT NULL"),
            postgresql_where=sa.text("superseded_by IS NOT NULL"),
        )

    op.create_table(
        "source_unit_name",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("name", KeyText, nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["source_unit.id"], name=op.f("fk_source_unit_name_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_unit_name")),
    )
    with op.batch_alter_table("source_unit_name") as batch_op:
        batch_op.create_index(batch_op.f("ix_source_unit_name_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(
            "uq_source_unit_name_current",
            ["name"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )

    op.create_table(
        "subject_identifier",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("subject_id", Id, nullable=False),
        sa.Column("scheme", KeyText, nullable=False),
        sa.Column("value", KeyText, nullable=False),
        sa.Column("state", KeyText, nullable=False),
        sa.Column("suggestion", KeyText, nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("source", KeyText, nullable=False),
        sa.Column("recorded_by", Id, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("superseded_by", Id, nullable=True),
        sa.CheckConstraint(
            "scheme IN ('uscc', 'organization_code', 'business_registration_number', 'taxpayer_number')",
            name=op.f("ck_subject_identifier_scheme"),
        ),
        sa.CheckConstraint(
            "state IN ('active', 'quarantined', 'corrected', 'withdrawn')",
            name=op.f("ck_subject_identifier_state"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["event.id"], name=op.f("fk_subject_identifier_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_subject_identifier_subject_id")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["event.id"], name=op.f("fk_subject_identifier_superseded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_identifier")),
    )
    with op.batch_alter_table("subject_identifier") as batch_op:
        batch_op.create_index(
            "ix_subject_identifier_recorded_by", ["recorded_by", "ordinal"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_subject_identifier_subject_id"), ["subject_id"], unique=False
        )
        batch_op.create_index(
            "ix_subject_identifier_superseded_by",
            ["superseded_by"],
            unique=False,
            sqlite_where=sa.text("superseded_by IS NOT NULL"),
            postgresql_where=sa.text("superseded_by IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_subject_identifier_active",
            ["value", "scheme"],
            unique=True,
            sqlite_where=sa.text("superseded_by IS NULL AND state = 'active'"),
            postgresql_where=sa.text("superseded_by IS NULL AND state = 'active'"),
        )

    op.create_table(
        "subject_link",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("subject_id", Id, nullable=False),
        sa.Column("other_id", Id, nullable=False),
        sa.Column("kind", KeyText, nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("recorded_by", Id, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("superseded_by", Id, nullable=True),
        sa.CheckConstraint(
            "kind IN ('duplicate_of', 'code_corrected_to', 'succeeded_by', 'converted_into', 'split_into', 'branch_of')",
            name=op.f("ck_subject_link_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["subject.id"], name=op.f("fk_subject_link_other_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["event.id"], name=op.f("fk_subject_link_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_subject_link_subject_id")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["event.id"], name=op.f("fk_subject_link_superseded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_link")),
    )
    with op.batch_alter_table("subject_link") as batch_op:
        batch_op.create_index(batch_op.f("ix_subject_link_other_id"), ["other_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_subject_link_subject_id"), ["subject_id"], unique=False
        )

    op.create_table(
        "subject_name",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("subject_id", Id, nullable=False),
        sa.Column("name", KeyText, nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("recorded_by", Id, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("superseded_by", Id, nullable=True),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["event.id"], name=op.f("fk_subject_name_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_subject_name_subject_id")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["event.id"], name=op.f("fk_subject_name_superseded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_name")),
    )
    with op.batch_alter_table("subject_name") as batch_op:
        batch_op.create_index("ix_subject_name_name", ["name"], unique=False)
        batch_op.create_index(
            "ix_subject_name_recorded_by", ["recorded_by", "ordinal"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_subject_name_subject_id"), ["subject_id"], unique=False
        )
        batch_op.create_index(
            "ix_subject_name_superseded_by",
            ["superseded_by"],
            unique=False,
            sqlite_where=sa.text("superseded_by IS NOT NULL"),
            postgresql_where=sa.text("superseded_by IS NOT NULL"),
        )

    op.create_table(
        "account_role",
        sa.Column("account_id", Id, nullable=False),
        sa.Column("role", KeyText, nullable=False),
        sa.CheckConstraint(
            "role IN ('enterer', 'proposer', 'decider', 'publisher', 'rule_owner', 'auditor', 'operator')",
            name=op.f("ck_account_role_role"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_role_account_id")
        ),
        sa.PrimaryKeyConstraint("account_id", "role", name=op.f("pk_account_role")),
    )
    op.create_table(
        "api_key",
        sa.Column("digest", KeyText, nullable=False),
        sa.Column("prefix", KeyText, nullable=False),
        sa.Column("account_id", Id, nullable=False),
        sa.Column("expires_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_api_key_account_id")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_api_key")),
    )
    with op.batch_alter_table("api_key") as batch_op:
        batch_op.create_index(batch_op.f("ix_api_key_account_id"), ["account_id"], unique=False)

    op.create_table(
        "batch",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("digest", KeyText, nullable=False),
        sa.Column("filename", KeyText, nullable=False),
        sa.Column("layout", KeyText, nullable=False),
        sa.Column("account_id", Id, nullable=False),
        sa.Column("opened_at", Instant, nullable=False),
        sa.Column("closed_at", Instant, nullable=True),
        sa.Column("next_line", Id, nullable=False),
        sa.Column("read", Id, nullable=False),
        sa.Column("accepted", Id, nullable=False),
        sa.Column("unchanged", Id, nullable=False),
        sa.Column("refused", Id, nullable=False),
        sa.Column("changed", Id, nullable=False),
        sa.Column("provisional", Id, nullable=False),
        sa.Column("quarantined", Id, nullable=False),
        sa.Column("ambiguous", Id, nullable=False),
        sa.Column("warned", Id, nullable=False),
        sa.Column("row_version", Id, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_batch_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
        sa.UniqueConstraint("digest", name=op.f("uq_batch_digest")),
    )
    op.create_table(
        "idempotency_key",
        sa.Column("account_id", Id, nullable=False),
        sa.Column("key", KeyText, nullable=False),
        sa.Column("request_digest", KeyText, nullable=False),
        sa.Column("status", Id, nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("kept_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_idempotency_key_account_id")
        ),
        sa.PrimaryKeyConstraint("account_id", "key", name=op.f("pk_idempotency_key")),
    )
    op.create_table(
        "listing",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("subject_id", Id, nullable=False),
        sa.Column("list_type", KeyText, nullable=False),
        sa.Column("colour", KeyText, nullable=False),
        sa.Column("record_id", Id, nullable=True),
        sa.Column("proposed_by", Id, nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("row_version", Id, nullable=False),
        sa.CheckConstraint(
            "colour IN ('red', 'black', 'mirrored')", name=op.f("ck_listing_colour")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["account.id"], name=op.f("fk_listing_proposed_by")
        ),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_listing_record_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_listing_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing")),
    )
    with op.batch_alter_table("listing") as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_subject_id"), ["subject_id"], unique=False)
        batch_op.create_index(
            "uq_listing_open",
            ["list_type", "subject_id"],
            unique=True,
            sqlite_where=sa.text("is_open"),
            postgresql_where=sa.text("is_open"),
        )

    op.create_table(
        "record_version",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("record_id", Id, nullable=False),
        sa.Column("subject_id", Id, nullable=False),
        sa.Column("number", Id, nullable=False),
        sa.Column("kind", KeyText, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.Column("first_displayed_on", sa.Date(), nullable=True),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("severity", KeyText, nullable=True),
        sa.Column("disclosure", KeyText, nullable=False),
        sa.Column("sharing", KeyText, nullable=False),
        sa.Column("state", KeyText, nullable=False),
        sa.Column("level", KeyText, nullable=True),
        sa.Column("outcome", KeyText, nullable=True),
        sa.Column("category", KeyText, nullable=True),
        sa.Column("amount_fen", Id, nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("salt", KeyText, nullable=False),
        sa.Column("recorded_by", Id, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("superseded_by", Id, nullable=True),
        sa.CheckConstraint(
            "disclosure IN ('public', 'limited', 'internal')",
            name=op.f("ck_record_version_disclosure"),
        ),
        sa.CheckConstraint(
            "kind IN ('commitment', 'administrative_penalty', 'supervision_sampling', 'honour', 'certificate')",
            name=op.f("ck_record_version_kind"),
        ),
        sa.CheckConstraint(
            "level IN ('national', 'provincial', 'city', 'county', 'industry')",
            name=op.f("ck_record_version_level"),
        ),
        sa.CheckConstraint(
            "severity IN ('minor', 'general', 'serious', 'undetermined')",
            name=op.f("ck_record_version_severity"),
        ),
        sa.CheckConstraint(
            "sharing IN ('all_bodies', 'named_bodies', 'none')",
            name=op.f("ck_record_version_sharing"),
        ),
        sa.CheckConstraint(
            "state IN ('active', 'withdrawn', 'annulled', 'restored')",
            name=op.f("ck_record_version_state"),
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name=op.f("fk_record_version_record_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["event.id"], name=op.f("fk_record_version_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_record_version_subject_id")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["event.id"], name=op.f("fk_record_version_superseded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_version")),
        sa.UniqueConstraint("record_id", "number", name=op.f("uq_record_version_record_id_number")),
    )
    with op.batch_alter_table("record_version") as batch_op:
        batch_op.create_index(
            "ix_record_version_recorded_by", ["recorded_by", "ordinal"], unique=False
        )
        batch_op.create_index(
            "ix_record_version_subject_id", ["subject_id", "superseded_by"], unique=False
        )

    op.create_table(
        "batch_fault",
        sa.Column("batch_id", Id, nullable=False),
        sa.Column("line", Id, autoincrement=False, nullable=False),
        sa.Column("number", Id, autoincrement=False, nullable=False),
        sa.Column("is_refusal", sa.Boolean(), nullable=False),
        sa.Column("field", KeyText, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("accepted", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_batch_fault_batch_id")),
        sa.PrimaryKeyConstraint("batch_id", "line", "number", name=op.f("pk_batch_fault")),
    )
    op.create_table(
        "listing_version",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("listing_id", Id, nullable=False),
        sa.Column("subject_id", Id, nullable=False),
        sa.Column("number", Id, nullable=False),
        sa.Column("status", KeyText, nullable=False),
        sa.Column("step", KeyText, nullable=False),
        sa.Column("stepped_on", sa.Date(), nullable=False),
        sa.Column("actor_id", Id, nullable=False),
        sa.Column("document_number", KeyText, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("decided_by_unit", KeyText, nullable=False),
        sa.Column("notice_served_on", sa.Date(), nullable=True),
        sa.Column("statement_due_on", sa.Date(), nullable=True),
        sa.Column("is_due_provisional", sa.Boolean(), nullable=False),
        sa.Column("statement_received_on", sa.Date(), nullable=True),
        sa.Column("decision_number", KeyText, nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", Id, nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("source_confirmed_on", sa.Date(), nullable=True),
        sa.Column("law_edition_id", Id, nullable=False),
        sa.Column("recorded_by", Id, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("superseded_by", Id, nullable=True),
        sa.CheckConstraint(
            "status IN ('candidate', 'noticed', 'stated', 'decided', 'declined', 'published', 'removed', 'expired')",
            name=op.f("ck_listing_version_status"),
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["account.id"], name=op.f("fk_listing_version_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["account.id"], name=op.f("fk_listing_version_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["law_edition_id"], ["law_edition.id"], name=op.f("fk_listing_version_law_edition_id")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_listing_version_listing_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["event.id"], name=op.f("fk_listing_version_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_listing_version_subject_id")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["event.id"], name=op.f("fk_listing_version_superseded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_version")),
        sa.UniqueConstraint(
            "listing_id", "number", name=op.f("uq_listing_version_listing_id_number")
        ),
    )
    with op.batch_alter_table("listing_version") as batch_op:
        batch_op.create_index(
            "ix_listing_version_recorded_by", ["recorded_by", "ordinal"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_listing_version_subject_id"), ["subject_id"], unique=False
        )

    op.create_table(
        "publication_window",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("subject_id", Id, nullable=False),
        sa.Column("record_version_id", Id, nullable=True),
        sa.Column("listing_version_id", Id, nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("field_set", KeyText, nullable=False),
        sa.Column("reason", KeyText, nullable=False),
        sa.Column("law_edition_id", Id, nullable=False),
        sa.Column("recorded_by", Id, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("superseded_by", Id, nullable=True),
        sa.CheckConstraint(
            "field_set IN ('full', 'reduced')", name=op.f("ck_publication_window_field_set")
        ),
        sa.CheckConstraint(
            "reason IN ('while_valid', 'general_band', 'serious_band', 'listed', 'mirror_confirmed', 'minor_not_shown', 'class_undetermined', 'clock_unknown', 'not_disclosed', 'no_longer_active', 'outcome_not_shown', 'no_regime')",
            name=op.f("ck_publication_window_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["law_edition_id"],
            ["law_edition.id"],
            name=op.f("fk_publication_window_law_edition_id"),
        ),
        sa.ForeignKeyConstraint(
            ["listing_version_id"],
            ["listing_version.id"],
            name=op.f("fk_publication_window_listing_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["record_version_id"],
            ["record_version.id"],
            name=op.f("fk_publication_window_record_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["event.id"], name=op.f("fk_publication_window_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_publication_window_subject_id")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["event.id"], name=op.f("fk_publication_window_superseded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_window")),
    )
    with op.batch_alter_table("publication_window") as batch_op:
        batch_op.create_index(
            "ix_publication_window_current",
            ["subject_id", "since", "until"],
            unique=False,
            sqlite_where=sa.text("superseded_by IS NULL"),
            postgresql_where=sa.text("superseded_by IS NULL"),
        )
        batch_op.create_index(
            "ix_publication_window_listing_version_id", ["listing_version_id"], unique=False
        )
        batch_op.create_index(
            "ix_publication_window_record_version_id", ["record_version_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("publication_window") as batch_op:
        batch_op.drop_index("ix_publication_window_record_version_id")
        batch_op.drop_index("ix_publication_window_listing_version_id")
        batch_op.drop_index(
            "ix_publication_window_current",
            sqlite_where=sa.text("superseded_by IS NULL"),
            postgresql_where=sa.text("superseded_by IS NULL"),
        )

    op.drop_table("publication_window")
    with op.batch_alter_table("listing_version") as batch_op:
        batch_op.drop_index(batch_op.f("ix_listing_version_subject_id"))
        batch_op.drop_index("ix_listing_version_recorded_by")

    op.drop_table("listing_version")
    op.drop_table("batch_fault")
    with op.batch_alter_table("record_version") as batch_op:
        batch_op.drop_index("ix_record_version_subject_id")
        batch_op.drop_index("ix_record_version_recorded_by")

    op.drop_table("record_version")
    with op.batch_alter_table("listing") as batch_op:
        batch_op.drop_index(
            "uq_listing_open", sqlite_where=sa.text("is_open"), postgresql_where=sa.text("is_open")
        )
        batch_op.drop_index(batch_op.f("ix_listing_subject_id"))

    op.drop_table("listing")
    op.drop_table("idempotency_key")
    op.drop_table("batch")
    with op.batch_alter_table("api_key") as batch_op:
        batch_op.drop_index(batch_op.f("ix_api_key_account_id"))

    op.drop_table("api_key")
    op.drop_table("account_role")
    with op.batch_alter_table("subject_name") as batch_op:
        batch_op.drop_index(
            "ix_subject_name_superseded_by",
            sqlite_where=sa.text("superseded_by IS NOT NULL"),
            postgresql_where=sa.text("superseded_by IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_subject_name_subject_id"))
        batch_op.drop_index("ix_subject_name_recorded_by")
        batch_op.drop_index("ix_subject_name_name")

    op.drop_table("subject_name")
    with op.batch_alter_table("subject_link") as batch_op:
        batch_op.drop_index(batch_op.f("ix_subject_link_subject_id"))
        batch_op.drop_index(batch_op.f("ix_subject_link_other_id"))

    op.drop_table("subject_link")
    with op.batch_alter_table("subject_identifier") as batch_op:
        batch_op.drop_index(
            "uq_subject_identifier_active",
            sqlite_where=sa.text("superseded_by IS NULL AND state = 'active'"),
            postgresql_where=sa.text("superseded_by IS NULL AND state = 'active'"),
        )
        batch_op.drop_index(
            "ix_subject_identifier_superseded_by",
            sqlite_where=sa.text("superseded_by IS NOT NULL"),
            postgresql_where=sa.text("superseded_by IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_subject_identifier_subject_id"))
        batch_op.drop_index("ix_subject_identifier_recorded_by")

    op.drop_table("subject_identifier")
    with op.batch_alter_table("source_unit_name") as batch_op:
        batch_op.drop_index(
            "uq_source_unit_name_current",
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_source_unit_name_unit_id"))

    op.drop_table("source_unit_name")
    with op.batch_alter_table("registration") as batch_op:
        batch_op.drop_index(
            "ix_registration_superseded_by",
            sqlite_where=sa.text("superseded_by IS NOT NULL"),
            postgresql_where=sa.text("superseded_by IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_registration_subject_id"))
        batch_op.drop_index("ix_registration_recorded_by")

    op.drop_table("registration")
    with op.batch_alter_table("record") as batch_op:
        batch_op.drop_index(batch_op.f("ix_record_subject_id"))

    op.drop_table("record")
    with op.batch_alter_table("publicity_consent") as batch_op:
        batch_op.drop_index(batch_op.f("ix_publicity_consent_subject_id"))

    op.drop_table("publicity_consent")
    with op.batch_alter_table("evaluation") as batch_op:
        batch_op.drop_index(
            "uq_evaluation_current",
            sqlite_where=sa.text("superseded_by IS NULL"),
            postgresql_where=sa.text("superseded_by IS NULL"),
        )
        batch_op.drop_index("ix_evaluation_subject_id")
        batch_op.drop_index("ix_evaluation_recorded_by")

    op.drop_table("evaluation")
    op.drop_table("account")
    op.drop_table("subject")
    op.drop_table("source_unit")
    op.drop_table("rule_set_version")
    op.drop_table("ledger_node")
    op.drop_table("ledger_head")
    op.drop_table("ledger_cursor")
    op.drop_table("lease")
    op.drop_table("law_edition")
    op.drop_table("installation")
    with op.batch_alter_table("event") as batch_op:
        batch_op.drop_index("ix_event_unplaced", sqlite_where=None)
        batch_op.drop_index("ix_event_subject_id_position")
        batch_op.drop_index(batch_op.f("ix_event_sequenced_at"))

    op.drop_table("event")
