"""The application for a WSGI server: `gunicorn wsgi:application`."""

from config import settings_from
from credit_registry.bootstrap import make_app

application = make_app(settings_from())
