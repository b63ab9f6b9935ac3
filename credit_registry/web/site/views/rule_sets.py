"""The rules by which grades are given, version by version."""

from flask import Response

from credit_registry.domain.permissions import Permission
from credit_registry.rules.words.rule_words import names_of
from credit_registry.services.grading import rule_sets as versions
from credit_registry.store.installations import RuleSetVersion
from credit_registry.web import rule_set_files
from credit_registry.web.api.readings import reading
from credit_registry.web.auth import needs
from credit_registry.web.rule_set_files import XLSX, YAML
from credit_registry.web.site import rendering
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.presenters import rule_sets as presenter
from credit_registry.web.site.presenters.rule_sets import RuleSetItem
from credit_registry.web.site.voices import voice


@site.get("/rules")
@needs(Permission.READ_PUBLIC)
def rules() -> Response:
    """All published versions."""
    with reading({}) as given:
        shown = [_item(row) for row in versions.published(given.session)]
    return rendering.page("rules", versions=shown)


@site.get("/rules/<string:version>")
@needs(Permission.READ_PUBLIC)
def rule_set(version: str) -> Response:
    """One version with its rules."""
    with reading({}) as given:
        row = versions.one(given.session, version)
        names = names_of(given.edition.list_types.values(), given.edition.industries)
        found = versions.compiled(row.content).rule_set
        shown = presenter.rule_set_page(row, found, names, voice())
    return rendering.page("rule_set", rules=shown)


@site.get("/rules/<string:version>.yaml")
@needs(Permission.READ_PUBLIC)
def rule_set_yaml(version: str) -> Response:
    """One version as YAML."""
    with reading({}) as given:
        return rule_set_files.response(versions.one(given.session, version), YAML)


@site.get("/rules/<string:version>.xlsx")
@needs(Permission.READ_PUBLIC)
def rule_set_workbook(version: str) -> Response:
    """One version as a workbook."""
    with reading({}) as given:
        return rule_set_files.response(versions.one(given.session, version), XLSX)


def _item(row: RuleSetVersion) -> RuleSetItem:
    """A version in the list."""
    return presenter.item(row, versions.compiled(row.content).rule_set, voice())
