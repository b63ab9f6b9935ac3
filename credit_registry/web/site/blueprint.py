"""The blueprint that all pages stand on; it is registered once for each language."""

from flask import Blueprint

site = Blueprint("site", __name__)
