"""The small rule set that tests of services rest on, so that the shipped rules can change."""

from functools import cache
from pathlib import Path

from credit_registry.rules.documents.documents import read_rule_set
from credit_registry.rules.rule_sets import RuleSet

SETS = Path(__file__).parent / "rules" / "sets"


@cache
def the_extract() -> RuleSet:
    """Six rules after GZ-QC-1, one for each of six ways of adding records up."""
    return read_rule_set((SETS / "extract.yaml").read_text("utf-8"))
