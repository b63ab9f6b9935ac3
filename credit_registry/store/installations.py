"""What this installation is: its city, and whether the city is invented."""

from datetime import date, datetime

from sqlalchemy import Boolean
from sqlalchemy.orm import Mapped, mapped_column

from credit_registry.rules.rule_sets import Purpose
from credit_registry.store.columns import Id, Instant, KeyText, LongText, stored_by_value
from credit_registry.store.mapping import Entity


class Installation(Entity):
    """The one row about the installation."""

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    city_zh: Mapped[str] = mapped_column(KeyText)
    city_en: Mapped[str] = mapped_column(KeyText)
    is_invented: Mapped[bool] = mapped_column(Boolean)
    installed_at: Mapped[datetime] = mapped_column(Instant)


class LawEdition(Entity):
    """An immutable edition of the dated law; `content` is the canonical JSON that was digested."""

    __tablename__ = "law_edition"

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(KeyText, unique=True)
    content: Mapped[str] = mapped_column(LongText)
    loaded_by: Mapped[int] = mapped_column(Id)
    loaded_at: Mapped[datetime] = mapped_column(Instant)


class RuleSetVersion(Entity):
    """An immutable published version of a rule set; in force from `since`."""

    __tablename__ = "rule_set_version"
    __table_args__ = (stored_by_value("purpose", Purpose),)

    version: Mapped[str] = mapped_column(KeyText, primary_key=True)
    code: Mapped[str] = mapped_column(KeyText)
    purpose: Mapped[str] = mapped_column(KeyText)
    since: Mapped[date]
    content: Mapped[str] = mapped_column(LongText)
    published_by: Mapped[int] = mapped_column(Id)
    published_at: Mapped[datetime] = mapped_column(Instant)
