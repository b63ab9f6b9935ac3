"""All pages: in Chinese at the plain addresses, in English under /en."""

from flask import Flask, Response

from credit_registry.web import context, problems
from credit_registry.web.problems import Problem
from credit_registry.web.site import rendering
from credit_registry.web.site.addresses import NAMES
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.presenters.problems import problem_page
from credit_registry.web.site.views import (
    accesses,
    account_files,
    accounts,
    api_keys,
    articles,
    batches,
    cases,
    challenges,
    checks,
    commitments,
    credit_reports,
    deliveries,
    desk,
    dismissals,
    displays,
    duplicates,
    endings,
    enterprises,
    erasures,
    figures,
    home,
    identity_numbers,
    jobs,
    law,
    ledger_entries,
    letter_codes,
    list_files,
    listing_decisions,
    lists,
    measure_notices,
    measures,
    mistake_reports,
    objections,
    proceedings,
    profiles,
    re_inspections,
    record_entries,
    record_histories,
    records,
    replies,
    restoration_applications,
    restorations,
    rule_changes,
    rule_rows,
    rule_sets,
    samplings,
    saved_filters,
    searches,
    second_factors,
    sessions,
    settled_pairs,
    shortcuts,
    sitemaps,
    subject_histories,
    subjects,
    timeliness,
    working_drafts,
)
from credit_registry.web.site.voices import voice

VIEWS = (
    home,
    figures,
    dismissals,
    displays,
    settled_pairs,
    shortcuts,
    sitemaps,
    searches,
    enterprises,
    credit_reports,
    records,
    profiles,
    checks,
    restorations,
    restoration_applications,
    lists,
    list_files,
    listing_decisions,
    measures,
    measure_notices,
    rule_sets,
    law,
    timeliness,
    articles,
    sessions,
    accounts,
    account_files,
    api_keys,
    second_factors,
    accesses,
    ledger_entries,
    letter_codes,
    proceedings,
    challenges,
    objections,
    replies,
    commitments,
    desk,
    cases,
    batches,
    subjects,
    subject_histories,
    deliveries,
    duplicates,
    endings,
    mistake_reports,
    jobs,
    record_entries,
    record_histories,
    samplings,
    saved_filters,
    re_inspections,
    erasures,
    identity_numbers,
    rule_changes,
    working_drafts,
    rule_rows,
)
"""The modules whose views stand on the blueprint once they are imported."""


def register(app: Flask) -> None:
    """Add the pages to the application, and show problems to people as pages."""
    app.register_blueprint(site, name=NAMES["zh"])
    app.register_blueprint(site, name=NAMES["en"], url_prefix=context.ENGLISH_PREFIX)
    app.register_blueprint(sitemaps.crawled)
    problems.set_page(app, _show)


def _show(problem: Problem) -> Response:
    """The page of a problem."""
    shown = problem_page(problem, voice())
    return rendering.problem_page("problem", status=int(problem.status), problem=shown)
