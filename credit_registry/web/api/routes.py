"""All of the interface under /api: its operations, its description and its documentation."""

from pathlib import Path

from flask import Blueprint, Flask, Response, send_from_directory

from credit_registry.domain.permissions import Permission
from credit_registry.web import caching, responses
from credit_registry.web.api import (
    batches,
    changes,
    commitments,
    documentation,
    endings,
    law,
    ledger,
    listings,
    lists,
    measures,
    openapi,
    profiles,
    replies,
    restoration_applications,
    restorations,
    rule_set_drafts,
    rule_sets,
    screening_files,
    searches,
    timeliness,
)
from credit_registry.web.auth import needs

PREFIX = "/api/v1"
HERE = Path(__file__).parent
STYLE = "documentation.css"
SUBJECTS = (
    restorations.subject,
    searches.subject,
    lists.subject,
    measures.subject,
    rule_sets.subject,
    profiles.subject,
    rule_set_drafts.subject,
    screening_files.subject,
    changes.subject,
    law.subject,
    ledger.subject,
    batches.subject,
    listings.subject,
    timeliness.subject,
    restoration_applications.subject,
    replies.subject,
    commitments.subject,
    endings.subject,
)
"""Whose operations there are; several modules may state operations of one subject."""


def register(app: Flask) -> None:
    """Add the interface to the application."""
    interface = openapi.interface_of(app)
    for subject in dict.fromkeys(SUBJECTS):
        interface.register_blueprint(subject, url_prefix=PREFIX)
    app.register_blueprint(_pages(openapi.document(app, interface)))


def _pages(document: openapi.Tree) -> Blueprint:
    """The description for programs and the documentation for people."""
    pages = Blueprint("api", __name__, template_folder="templates")

    @pages.get(f"{PREFIX}/openapi.json")
    @needs(Permission.READ_PUBLIC)
    def openapi_json() -> Response:
        """The description by OpenAPI 3.1."""
        return caching.revalidated(responses.of(document))

    @pages.get("/api", endpoint="documentation")
    @pages.get("/en/api", endpoint="documentation_en")
    @needs(Permission.READ_PUBLIC)
    def read_documentation() -> Response:
        """The documentation."""
        return caching.revalidated(Response(documentation.page(document), mimetype="text/html"))

    @pages.get("/api/documentation.css")
    @needs(Permission.READ_PUBLIC)
    def style() -> Response:
        """The documentation's style."""
        return send_from_directory(HERE, STYLE, max_age=0)

    return pages
