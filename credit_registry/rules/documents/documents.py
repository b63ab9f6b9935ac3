"""Rule sets as YAML text, and those that ship with the registry."""

from collections.abc import Iterator
from importlib import resources
from typing import Any, cast

import yaml
from marshmallow import ValidationError

from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.rules.documents.checks import require_sound
from credit_registry.rules.documents.schemas import RULE_SET
from credit_registry.rules.rule_sets import RuleSet


def read_rule_set(text: str) -> RuleSet:
    """The checked rule set behind the YAML. Raises InvalidInput naming each faulty row."""
    try:
        tree = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise InvalidInput(f"The rule set is not readable YAML: {error}.") from error
    return from_tree(tree)


def from_tree(tree: object) -> RuleSet:
    """The checked rule set of plain maps and lists. Raises InvalidInput naming each faulty row."""
    rule_set = formed(tree)
    require_sound(rule_set)
    return rule_set


def formed(tree: object) -> RuleSet:
    """The rule set of plain maps and lists, whose content may have faults still.

    Raises InvalidInput naming each row that does not have the expected form.
    """
    try:
        return cast("RuleSet", RULE_SET.load(cast("dict[str, Any]", tree)))
    except ValidationError as error:
        faults = tuple(faults_of_form(error.messages))
        raise InvalidInput("The rule set does not have the expected form.", faults) from error


def to_tree(rule_set: RuleSet) -> dict[str, Any]:
    """The rule set as plain maps and lists, without what is left at its default."""
    return cast("dict[str, Any]", RULE_SET.dump(rule_set))


def write_rule_set(rule_set: RuleSet) -> str:
    """The rule set as YAML that reads back to the same rule set."""
    return yaml.safe_dump(to_tree(rule_set), allow_unicode=True, sort_keys=False)


def shipped_rule_sets() -> tuple[RuleSet, ...]:
    """The rule sets that come with the registry, by code and date."""
    folder = resources.files("credit_registry.rules.documents") / "rulesets"
    texts = (
        file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".yaml")
    )
    return tuple(sorted(map(read_rule_set, texts), key=lambda each: (each.code, each.since)))


def faults_of_form(messages: object, pointer: str = "") -> Iterator[FieldError]:
    """The schema's messages, each at its JSON pointer."""
    if isinstance(messages, dict):
        for name, below in messages.items():
            yield from faults_of_form(below, pointer if name == "_schema" else f"{pointer}/{name}")
    elif isinstance(messages, list):
        for message in messages:
            yield FieldError(pointer, str(message))
