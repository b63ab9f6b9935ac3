"""How timely the authority's own steps are."""

from credit_registry.web.api.schemas.fields import REGISTRY, Shape, day, several, term, whole


class PeriodTimeliness(Shape):
    """One kind of period: how the steps that were due in it came."""

    deadline = term("The period.", "objection_acceptance", "异议受理期限", source=REGISTRY)
    party = term("Who owes the step.", "authority", "登记机关", source=REGISTRY)
    in_time = whole("Steps in time.", 12, unit="steps")
    late = whole("Steps that came late.", 1, unit="steps")
    overdue = whole("Steps that are overdue.", 0, unit="steps")
    awaited = whole("Steps that are awaited, the overdue among them.", 3, unit="steps")
    share_percent = whole(
        "Those in time among those that came or are overdue, rounded down; null without any.",
        92, unit="percent", nullable=True,
    )  # fmt: skip


class TimelinessTable(Shape):
    """The kinds of period with their counts."""

    since = day("The first last day that is counted.", "2025-11-26", nullable=False)
    until = day("The day of the count.", "2026-11-26", nullable=False)
    periods = several(PeriodTimeliness, "The kinds of period.")
