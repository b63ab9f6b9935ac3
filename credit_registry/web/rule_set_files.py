"""A rule set as a file to be kept: YAML, or a workbook; a published one, or a draft."""

from flask import Response

from credit_registry.rules.documents.documents import write_rule_set
from credit_registry.rules.rule_sets import RuleSet
from credit_registry.rules.versions import version_of
from credit_registry.services.rule_changes import rule_set_files
from credit_registry.store.installations import RuleSetVersion
from credit_registry.web import caching

YAML = "application/yaml"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAMED = 12
"""How much of the version stands in the name of a file."""


def response(row: RuleSetVersion, media: str) -> Response:
    """The file in one of the two types, named by code and version."""
    if media == XLSX:
        content, ending = rule_set_files.published_workbook(row.content), "xlsx"
    else:
        content, ending = rule_set_files.published_yaml(row.content), "yaml"
    name = f"{row.code}-{row.version[:NAMED]}.{ending}"
    return caching.revalidated(_attached(content, media, name))


def of_draft(rule_set: RuleSet, media: str) -> Response:
    """A draft in one of the two types; it may change at any moment, and is kept nowhere."""
    if media == XLSX:
        content, ending = rule_set_files.workbook(rule_set), "xlsx"
    else:
        content, ending = write_rule_set(rule_set).encode(), "yaml"
    name = f"{rule_set.code}-{version_of(rule_set)[:NAMED]}.{ending}"
    answer = _attached(content, media, name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _attached(content: bytes, media: str, name: str) -> Response:
    """A file under its name."""
    answer = Response(content, mimetype=media)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
