"""Published rule sets."""

from marshmallow import fields

from credit_registry.web.api.schemas.fields import (
    REGISTRY,
    Shape,
    day,
    described,
    instant,
    several,
    text,
)
from credit_registry.web.api.schemas.times import Timed


class RuleSet(Shape):
    """A published version of a rule set; it never changes."""

    version = text("The SHA-256 digest of its canonical form.", "9f2c…", source=REGISTRY)
    code = text("The rule set's code.", "GZ-QC-1", source=REGISTRY)
    since = day("The first legal date it applies to.", "2026-01-01", nullable=False)
    published_at = instant("When it was published.", "2026-01-01T00:00:00+00:00")


class RuleSets(Timed):
    """All published versions."""

    rule_sets = several(RuleSet, "The newest first.")


class RuleSetFile(Timed):
    """A version with its rules."""

    version = text("The SHA-256 digest of its canonical form.", "9f2c…", source=REGISTRY)
    code = text("The rule set's code.", "GZ-QC-1", source=REGISTRY)
    since = day("The first legal date it applies to.", "2026-01-01", nullable=False)
    published_at = instant("When it was published.", "2026-01-01T00:00:00+00:00")
    content = fields.Dict(
        required=True,
        metadata=described(
            "The canonical form: rules, dimensions, grades and their sources. Points are in "
            "hundredths, money in fen.",
            {"code": "GZ-QC-1", "rules": []},
            source=REGISTRY,
        ),
    )
