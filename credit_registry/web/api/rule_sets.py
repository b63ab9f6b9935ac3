"""Published rule sets: by what rules grades are given."""

import orjson

from credit_registry.services.grading import rule_sets as versions
from credit_registry.store.installations import RuleSetVersion
from credit_registry.web import rule_set_files
from credit_registry.web.api.operations import Answer, Subject, preferred, read
from credit_registry.web.api.readings import Query, reading
from credit_registry.web.api.schemas.rule_sets import RuleSetFile, RuleSets
from credit_registry.web.api.schemas.times import TimesQuery
from credit_registry.web.api.shapes.terms import Shape, times
from credit_registry.web.responses import JSON
from credit_registry.web.rule_set_files import XLSX, YAML

subject = Subject("rule-sets", __name__, description="评价规则 · Rule sets")


@read(subject, "/rule-sets", TimesQuery, Answer(schema=RuleSets))
def rule_sets(query: Query) -> object:
    """Read which rule sets are published.

    A published version never changes; its version is the digest of its content.
    """
    with reading(query) as given:
        shown = [_rule_set(row) for row in versions.published(given.session)]
        return times(given.view) | {"rule_sets": shown}


@read(
    subject,
    "/rule-sets/<string:version>",
    TimesQuery,
    Answer(schema=RuleSetFile, also=(YAML, XLSX)),
)
def rule_set(query: Query, version: str) -> object:
    """Read a rule set.

    The canonical form that its digest was made of, with every rule and its source. With
    `Accept: application/yaml` the same as YAML; a workbook for editing with the type of XLSX.
    """
    media = preferred(YAML, XLSX)
    with reading(query) as given:
        row = versions.one(given.session, version)
        if media != JSON:
            return rule_set_files.response(row, media)
        content = {"content": orjson.loads(row.content)}
        return times(given.view) | _rule_set(row) | content


def _rule_set(row: RuleSetVersion) -> Shape:
    """A version in short."""
    return {
        "version": row.version,
        "code": row.code,
        "since": row.since,
        "published_at": row.published_at,
    }
