"""The law edition in force."""

from credit_registry.web.api.schemas.fields import (
    REGISTRY,
    Shape,
    day,
    part,
    several,
    term,
    text,
    whole,
)
from credit_registry.web.api.schemas.lists import ListKind
from credit_registry.web.api.schemas.times import Timed

SEED = "the instrument named"


class RegimePeriod(Shape):
    """How long a display is."""

    amount = whole("How long it is.", 3, unit="the unit beside it", source=SEED)
    unit = text("calendar_days, months or years.", "months", source=SEED)


class RegimeBand(Shape):
    """How long one severity class is shown under a regime."""

    severity = term("The severity class.", "general", "一般", source=SEED)
    minimum = part(
        RegimePeriod, "Before it no restoration ends the display; null for none.", nullable=True
    )
    maximum = part(
        RegimePeriod, "After it nothing is shown; null where the class is not shown.", nullable=True
    )


class Regime(Shape):
    """One publication regime."""

    code = text("The regime's code.", "2026-04", source=REGISTRY)
    since = day("The first day it is in force.", "2026-04-01", source=SEED, nullable=False)
    until = day("The last day; null where no end is set.", None, source=SEED)
    source = text("The instrument it rests on.", "信用修复管理办法", source=SEED)
    verification = term(
        "How far that was checked.", "instrument", "文件已核对，条文未逐条核对", source=REGISTRY
    )
    precedence = whole(
        "Of the regimes in force on a day the one of the highest governs a record.",
        4, unit="rank", source=REGISTRY,
    )  # fmt: skip
    clock = text(
        "The day of a record that its display is counted from, where its kind has none of its own.",
        "decided_on", source=SEED, nullable=True,
    )  # fmt: skip
    otherwise = text(
        "The day that is taken where the first is not on file.",
        None, source=REGISTRY, nullable=True,
    )  # fmt: skip
    transition = term(
        "What becomes of a display that an earlier regime began.",
        "shorter_wins", "新旧规定不一致时从短", source=REGISTRY,
    )  # fmt: skip
    bands = several(RegimeBand, "How long each severity class is shown.")


class DeadlineHistory(Shape):
    """A period while it is in force."""

    since = day("The first day it is in force.", "2021-07-15", source=SEED, nullable=False)
    until = day("The last day; null where no end is set.", None, source=SEED)
    amount = whole("How long it is.", 5, unit="the unit beside it", source=SEED)
    unit = text("working_days, calendar_days, months or years.", "working_days", source=SEED)
    source = text("The instrument it rests on.", "行政处罚法", source=SEED)


class Deadline(Shape):
    """The time for one step."""

    code = text("The deadline's code.", "listing_statement", source=REGISTRY)
    label = text("What it is for.", "陈述申辩", source=REGISTRY)
    history = several(DeadlineHistory, "The period through its history.")


class LawEdition(Timed):
    """What the registry holds to be the law, under one digest."""

    digest = text("The SHA-256 digest of the edition.", "5d41…", source=REGISTRY)
    regimes = several(Regime, "The publication regimes.")
    deadlines = several(Deadline, "The deadlines.")
    lists = several(ListKind, "The lists.")
    grade_basis = text(
        "The local rule under which grades are public on the day; null without one.",
        None, source=SEED, nullable=True,
    )  # fmt: skip
