"""Figures for everybody: samplings by year, industry and division, lists, and the plan."""

from flask import Response

from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.domain.permissions import Permission
from credit_registry.domain.proportions import SMALLEST
from credit_registry.services.public_lists import list_movements, list_pages
from credit_registry.services.records import sampling_rates
from credit_registry.web import context
from credit_registry.web.api.readings import reading
from credit_registry.web.auth import needs
from credit_registry.web.site import rendering
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.presenters import figures as presenter
from credit_registry.web.site.voices import voice


@site.get("/figures", endpoint="figures")
@needs(Permission.READ_PUBLIC)
def all_figures() -> Response:
    """The figures, of samplings for a year that may be asked for. Raises InvalidInput."""
    with reading({}) as given:
        session, today = given.session, given.view.today
        year = _year()
        rates = sampling_rates.of_years(session, given.view, given.edition)
        types = list_pages.public_types(given.edition).values()
        movements = [
            (
                kind,
                list_pages.count(session, kind, given.view),
                list_movements.this_month(session, kind, today),
            )
            for kind in types
            if kind.is_active(today)
        ]
        page = presenter.page(rates, movements, year, today, given.edition, voice())
    return rendering.page("figures", page=page, smallest=SMALLEST)


def _year() -> int:
    """The year that the address asks for, this one by default. Raises InvalidInput."""
    years = sampling_rates.years_of(context.today())
    stated = context.current_request().args.get("year", str(years[-1]))
    if stated not in {str(year) for year in years}:
        accepted = ", ".join(str(year) for year in years)
        error = FieldError("/year", "is no year that is told of", accepted)
        raise InvalidInput(f"`year` must be one of {accepted}.", [error])
    return int(stated)
