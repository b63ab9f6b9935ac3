"""The Flask application: the site, the programming interface and what both rest on."""

from pathlib import Path

from flask import Flask

from credit_registry.domain.permissions import Permission
from credit_registry.services.registry import Registry
from credit_registry.web import auth, compression, context, health, limits, problems, security
from credit_registry.web.api import routes as api_routes
from credit_registry.web.responses import OrjsonProvider
from credit_registry.web.site import routes as site_routes

HERE = Path(__file__).parent
FILES_MAX_AGE_SECONDS = 31_536_000
"""Files are named anew when they change, so that they may be kept for a year."""


def create_app(registry: Registry) -> Flask:
    """The application that serves a registry."""
    app = Flask(
        "credit_registry.web",
        static_folder=HERE / "site" / "static",
        static_url_path="/static",
        template_folder=HERE / "site" / "templates",
    )
    app.json = OrjsonProvider(app)
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = FILES_MAX_AGE_SECONDS
    app.extensions[context.EXTENSION] = registry
    security.configure(app, registry.settings)
    security.install(app, registry.settings)
    compression.install(app)
    problems.install(app)
    limits.install(app, registry.settings)
    auth.install(app)
    app.register_blueprint(health.blueprint)
    api_routes.register(app)
    site_routes.register(app)
    auth.declare(app.view_functions["static"], Permission.READ_PUBLIC)
    return app
