"""Where search engines begin: robots.txt, the sitemap and the description for browsers' search."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from flask import Blueprint, Response, url_for

from credit_registry.domain.permissions import Permission
from credit_registry.services.finding import sitemaps
from credit_registry.services.grading import rule_sets
from credit_registry.services.public_lists import list_pages
from credit_registry.web import caching, context
from credit_registry.web.api.readings import reading
from credit_registry.web.auth import needs
from credit_registry.web.site import addresses, rendering
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.crawlers import PRAISING
from credit_registry.web.site.voices import voice

crawled = Blueprint("crawled", __name__)
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
SEARCH_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
CLOSED = ("/desk", "/search", "/follow", "/object", "/restore", "/report", "/display")
"""Paths that no crawler has any business at; each stands in English as well."""
PLAIN_PAGES = (
    "home", "lists", "affairs", "figures", "rules", "law", "measures", "timeliness", "about",
    "privacy", "accessibility", "open_data", "record_fields",
)  # fmt: skip


@crawled.get("/robots.txt")
@needs(Permission.READ_PUBLIC)
def robots() -> Response:
    """What crawlers are asked to leave alone, and where the sitemap is."""
    paths = [f"{prefix}{path}" for path in CLOSED for prefix in ("", context.ENGLISH_PREFIX)]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in paths), "Disallow: /api/v1/"]
    where = _whole(url_for("crawled.sitemap"))
    text = "\n".join([*lines, "", f"Sitemap: {where}", ""])
    return caching.revalidated(Response(text, mimetype="text/plain"))


@crawled.get("/sitemap.xml")
@needs(Permission.READ_PUBLIC)
def sitemap() -> Response:
    """The parts of the sitemap: the pages of the site, and the enterprises by the code of each."""
    with reading({}) as given:
        starts = sitemaps.starts(given.session)
    parts = [url_for("crawled.sitemap_of_pages")]
    parts += [url_for("crawled.sitemap_of_enterprises", first=code) for code in starts]
    return _xml("sitemapindex", "sitemap", parts)


@crawled.get("/sitemaps/pages.xml")
@needs(Permission.READ_PUBLIC)
def sitemap_of_pages() -> Response:
    """The pages that are always there, the lists of honours and the rules."""
    with reading({}) as given:
        types = list_pages.public_types(given.edition).values()
        honours = [
            kind for kind in types if kind.colour == PRAISING and kind.is_active(given.view.today)
        ]
        versions = [each.version for each in rule_sets.published(given.session)]
    paths = [_page(page) for page in PLAIN_PAGES]
    paths += [_page("list_page", colour=PRAISING, list_type=kind.code) for kind in honours]
    return _xml("urlset", "url", [*paths, *(_page("rule_set", version=each) for each in versions)])


@crawled.get("/sitemaps/enterprises/<string:first>.xml")
@needs(Permission.READ_PUBLIC)
def sitemap_of_enterprises(first: str) -> Response:
    """Enterprises from a code on; individual businesses, whose name is a person's, are left out."""
    with reading({}) as given:
        codes = sitemaps.codes(given.session, first)
    return _xml("urlset", "url", [_page("enterprise", code=code) for code in codes])


@site.get("/opensearch.xml")
@needs(Permission.READ_PUBLIC)
def opensearch() -> Response:
    """How a browser searches the registry."""
    speaking = voice()
    short, name = speaking.say("frame.opensearch"), escape(rendering.site_name(speaking))
    about = escape(speaking.say("home.lead"))
    icon = escape(_whole(rendering.file_address("icon.svg")), {'"': "&quot;"})
    template = escape(_whole(addresses.here("search")) + "?q={searchTerms}", {'"': "&quot;"})
    language = rendering.HTML_LANGUAGES[speaking.language]
    text = (
        f'{XML}<OpenSearchDescription xmlns="{SEARCH_NAMESPACE}">\n'
        f"<ShortName>{short}</ShortName>\n<LongName>{name}</LongName>\n<Description>{about}</Description>\n"
        f"<Language>{language}</Language>\n<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Image height="32" width="32" type="image/svg+xml">{icon}</Image>\n'
        f'<Url type="text/html" method="get" template="{template}"/>\n</OpenSearchDescription>\n'
    )
    kind = "application/opensearchdescription+xml"
    return caching.revalidated(Response(text, mimetype=kind))


def _page(page: str, /, **values: object) -> str:
    """The path of a page in Chinese; it names its English one itself."""
    return addresses.address("zh", page, **values)


def _whole(path: str) -> str:
    """The whole address of a path."""
    return context.current_request().host_url.rstrip("/") + path


def _xml(root: str, item: str, paths: Iterable[str]) -> Response:
    """A document of the sitemap protocol."""
    lines = (f"<{item}><loc>{escape(_whole(path))}</loc></{item}>\n" for path in paths)
    text = f'{XML}<{root} xmlns="{NAMESPACE}">\n{"".join(lines)}</{root}>\n'
    return caching.revalidated(Response(text, mimetype="application/xml"))
