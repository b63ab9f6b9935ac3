"""Results of a search; a code that is on record leads straight to its page."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import Response

from credit_registry.domain.permissions import Permission
from credit_registry.services.finding import searching
from credit_registry.services.finding.searching import SearchPage, Suggestion
from credit_registry.web import context
from credit_registry.web.api.readings import Reading, reading
from credit_registry.web.auth import needs
from credit_registry.web.site import rendering
from credit_registry.web.site.addresses import of_subject
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.forms import searches
from credit_registry.web.site.forms.searches import Asked
from credit_registry.web.site.presenters import results as presenter
from credit_registry.web.site.voices import voice

BY_CODE = "exact_code"
NEAR_NAMES = 5


@site.get("/search")
@needs(Permission.READ_PUBLIC)
def search() -> Response:
    """The answers to a question."""
    asked = searches.asked()
    if not asked.form.is_sound:
        return rendering.page("search_refused", status=HTTPStatus.BAD_REQUEST, form=asked.form)
    index = context.registry().index
    with reading({}) as given:
        found = searching.find(given.session, index, asked.question, given.view, given.edition)
        if asked.is_plain and _is_one_code(found):
            return _to_subject(found)
        is_fit = not found.total and bool(found.understanding.fragments)
        near = _near(given, asked.question.text) if is_fit else ()
    return _results(asked, found, near, given)


def _results(
    asked: Asked, found: SearchPage, near: Sequence[Suggestion], given: Reading
) -> Response:
    """The page of the answers."""
    question, speaking = asked.question, voice()
    filters, at = question.filters, context.registry().clock.now()
    return rendering.page(
        "results",
        q=question.text,
        results=presenter.results(found, filters, given.view, given.edition, at, speaking),
        near=[presenter.suggestion(each) for each in near],
        advice=presenter.advice(question.text, speaking),
        sorts=presenter.sorts(question.sort, speaking),
    )


def _is_one_code(found: SearchPage) -> bool:
    """Whether what was typed is the code of one subject."""
    return len(found.hits) == 1 and found.hits[0].reason.value == BY_CODE


def _to_subject(found: SearchPage) -> Response:
    """The way to the page of the only hit."""
    hit = found.hits[0]
    response = Response(status=HTTPStatus.SEE_OTHER)
    response.location = of_subject(hit.subject_id, hit.code)
    response.headers["Cache-Control"] = "no-store"
    return response


def _near(given: Reading, text: str) -> Sequence[Suggestion]:
    """Names that begin as the first half of the words does, or else the first quarter."""
    index = context.registry().index
    for share in (2, 4):
        beginning = text[: len(text) // share]
        found = searching.suggest(given.session, index, beginning, given.view, NEAR_NAMES)
        if found:
            return found
    return ()
