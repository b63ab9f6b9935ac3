"""A published rule set as a file to be kept: YAML, or a workbook."""

from flask import Response

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
    answer = Response(content, mimetype=media)
    name = f"{row.code}-{row.version[:NAMED]}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return caching.revalidated(answer)
