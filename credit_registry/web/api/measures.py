"""The catalogue of measures: what can follow from an entry, and what it rests on."""

from datetime import date

from credit_registry.domain.measures import Measure
from credit_registry.web.api.operations import Answer, Subject, read
from credit_registry.web.api.readings import Query, reading
from credit_registry.web.api.schemas.measures import Measures
from credit_registry.web.api.schemas.times import TimesQuery
from credit_registry.web.api.shapes.terms import Shape, either, term, times, worded

subject = Subject("measures", __name__, description="措施目录 · Catalogue of measures")


@read(subject, "/measures", TimesQuery, Answer(schema=Measures))
def measures(query: Query) -> object:
    """Read the catalogue of measures.

    Incentives, discipline and restoration, as the law edition known at `known_at` lists them; each
    says whether it is in force on `as_of`, and which lists name it.
    """
    with reading(query) as given:
        edition, day = given.edition, given.view.as_of
        naming: dict[str, list[str]] = {code: [] for code in edition.measures}
        for kind in edition.list_types.values():
            for code in kind.measure_codes:
                naming[code].append(kind.code)
        return times(given.view) | {
            "measures": [
                _measure(each, naming[each.code], day) for each in edition.measures.values()
            ]
        }


def _measure(measure: Measure, lists: list[str], day: date) -> Shape:
    """One measure, column by column."""
    return {
        "code": measure.code,
        "family": term(measure.family),
        "matter": either(measure.matter_zh, measure.matter_en),
        "content": either(measure.content_zh, measure.content_en),
        "object": either(measure.object_zh, measure.object_en),
        "basis": either(measure.source.text_zh, measure.source.text_en),
        "verification": term(measure.source.verification),
        "level": term(measure.level),
        "limits_rights": measure.limits_rights,
        "body": worded(measure.body, measure.body_zh, measure.body_en) if measure.body else None,
        "frequency": either(measure.frequency_zh, measure.frequency_en),
        "use": term(measure.use),
        "force": term(measure.force),
        "lists": lists,
        "since": measure.since,
        "until": measure.until,
        "is_in_force": measure.is_in_force(day),
    }
