"""What may be wrong in the content of a rule set that is sound in form."""

from credit_registry.rules.doubts.doubts import Doubt
from credit_registry.rules.doubts.effect_doubts import Colours, effect_doubts, list_doubts
from credit_registry.rules.doubts.limit_doubts import limit_doubts
from credit_registry.rules.doubts.requirement_doubts import requirement_doubts
from credit_registry.rules.doubts.selection_doubts import selection_doubts
from credit_registry.rules.doubts.table_doubts import table_doubts
from credit_registry.rules.doubts.timing_doubts import timing_doubts
from credit_registry.rules.doubts.total_doubts import total_doubts
from credit_registry.rules.rule_sets import RuleSet

CHECKS = (
    total_doubts,
    selection_doubts,
    table_doubts,
    limit_doubts,
    timing_doubts,
    effect_doubts,
    requirement_doubts,
)


def doubts_of(rule_set: RuleSet, colours: Colours | None = None) -> tuple[Doubt, ...]:
    """Every doubt; those about lists only where it is given which lists there are.

    Outcomes, categories, severity classes and levels are judged by the words of the kinds of
    record. Whether a doubt is a mistake is for the rule owner to say.
    """
    found = [doubt for check in CHECKS for doubt in check(rule_set)]
    return (*found, *(list_doubts(rule_set, colours) if colours is not None else ()))
