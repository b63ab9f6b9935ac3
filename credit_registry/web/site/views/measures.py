"""The catalogue of measures, for everybody."""

from flask import Response

from credit_registry.domain.permissions import Permission
from credit_registry.services.measures import measure_desks, measure_figures
from credit_registry.web.api.readings import reading
from credit_registry.web.auth import needs
from credit_registry.web.site import rendering
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.presenters import measures as presenters
from credit_registry.web.site.presenters.measure_notices import columns, numbers
from credit_registry.web.site.voices import voice


@site.get("/measures")
@needs(Permission.READ_PUBLIC)
def measures() -> Response:
    """The measures in force today, family by family."""
    with reading({}) as given:
        day = given.view.today
        shown = presenters.families(given.edition.measures.values(), day, voice())
        notices = measure_desks.all_of(given.session, day, given.edition)
    counts = [
        (voice().label(family), *numbers(counted))
        for family, counted in measure_figures.by_family(notices).items()
    ]
    heads = columns(voice())[2:]
    return rendering.page(
        "measures", families=shown, day=voice().day(day), counts=counts, heads=heads
    )
