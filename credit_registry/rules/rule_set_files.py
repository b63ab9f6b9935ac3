"""A file that holds a rule set, whatever its form."""

from credit_registry.domain.errors import InvalidInput
from credit_registry.rules.documents import read_rule_set
from credit_registry.rules.rule_sets import RuleSet


def read_file(content: bytes, name: str) -> RuleSet:
    """The checked rule set in a file of the name. Raises InvalidInput naming each faulty row."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{name} is no text in UTF-8; accepted: YAML.") from error
    return read_rule_set(text)
