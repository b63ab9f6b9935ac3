"""A page: a template in the site's frame, in the request's language."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path

from flask import Response, render_template, url_for

from credit_registry.domain.actors import PUBLIC, Actor
from credit_registry.services import installations
from credit_registry.services.installations import City
from credit_registry.web import caching, context, displays
from credit_registry.web.context import Language
from credit_registry.web.displays import Display
from credit_registry.web.site import addresses, crawlers
from credit_registry.web.site.addresses import here
from credit_registry.web.site.presenters import desks
from credit_registry.web.site.voices import Voice, voice

STYLES = ("vendor/bootstrap-5.3.9.min.css", "site.css", "pages.css")
"""The base, what is ours on every page, and what single pages have."""
STATIC = Path(__file__).parent / "static"
CITY = "credit_registry_city"
API_PAGES: dict[Language, str] = {"zh": "api.documentation", "en": "api.documentation_en"}
HTML_LANGUAGES: dict[Language, str] = {"zh": "zh-Hans-CN", "en": "en"}


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page."""

    language: str
    site_name: str
    notice: str
    stylesheets: tuple[str, ...]
    print_stylesheet: str
    icon: str
    suggestions: str
    other_language: str
    other_address: str
    desk_label: str
    desk_address: str
    api_address: str
    account: str
    canonical: str
    alternates: tuple[tuple[str, str], ...]
    is_indexed: bool
    is_large: bool
    other_display: str
    other_display_label: str
    this_page: str
    printed: str


def page(template: str, *, status: int = 200, **values: object) -> Response:
    """A public page, asked for anew each time."""
    response = _made(template, status, values)
    return caching.revalidated(response)


def desk_page(template: str, *, status: int = 200, **values: object) -> Response:
    """A page of the desk, which nobody keeps."""
    response = _made(template, status, values)
    response.headers["Cache-Control"] = "no-store"
    return response


def problem_page(template: str, *, status: int, **values: object) -> Response:
    """A page about a problem; it does not ask who is there, and after a fault of ours nothing."""
    speaking = voice()
    is_ours = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    city = _known_city() if is_ours else _city()
    today = None if is_ours else context.today()
    return _written(template, status, values, speaking, frame(speaking, city, PUBLIC, today))


def frame(speaking: Voice, city: City | None, actor: Actor, today: date | None) -> Frame:
    """The frame of a page as it stands around what the actor sees; without a day after a fault."""
    other: Language = "zh" if speaking.language == "en" else "en"
    named = _city_name(speaking, city)
    is_invented = city is not None and city.is_invented
    return Frame(
        language=HTML_LANGUAGES[speaking.language],
        site_name=_site_name(speaking, city),
        notice=speaking.say("frame.invented", city=named) if is_invented else "",
        stylesheets=tuple(file_address(name) for name in STYLES),
        print_stylesheet=file_address("print.css"),
        icon=file_address("icon.svg"),
        suggestions=file_address("suggestions.js"),
        other_language=HTML_LANGUAGES[other],
        other_address=addresses.in_language(other),
        desk_label=speaking.say("frame.sign_in" if actor.is_public else "frame.desk"),
        desk_address=desks.first_page(actor),
        api_address=url_for(API_PAGES[speaking.language]),
        account="" if actor.is_public else actor.username,
        canonical=crawlers.canonical(),
        alternates=crawlers.alternates(),
        is_indexed=crawlers.is_indexed(),
        is_large=displays.chosen() is Display.LARGE,
        other_display=displays.other().value,
        other_display_label=speaking.say(f"frame.display_{displays.other().value}"),
        this_page=addresses.this_page(),
        printed=speaking.say("frame.printed", day=speaking.day(today)) if today else "",
    )


def site_name(speaking: Voice) -> str:
    """What the site is called."""
    return _site_name(speaking, _city())


def _site_name(speaking: Voice, city: City | None) -> str:
    """What the site of a city is called."""
    key = "frame.name" if city else "frame.name_without_city"
    return speaking.say(key, city=_city_name(speaking, city))


def _city_name(speaking: Voice, city: City | None) -> str:
    """What the city is called; nothing before there is one."""
    return speaking.either(city.city_zh, city.city_en) if city else ""


def _made(template: str, status: int, values: dict[str, object]) -> Response:
    """The page in the frame of this request."""
    speaking = voice()
    around = frame(speaking, _city(), context.actor(), context.today())
    return _written(template, status, values, speaking, around)


def _written(
    template: str, status: int, values: dict[str, object], speaking: Voice, around: Frame
) -> Response:
    """The page's HTML."""
    html = render_template(
        f"{template}.html", voice=speaking, t=speaking.say, link=here, frame=around, **values
    )
    return Response(html, status, mimetype="text/html")


def _city() -> City | None:
    """The installation's city; it is read until there is one, and never changes after that."""
    known = _known_city()
    if known is None:
        with context.registry().reading() as session:
            known = installations.city(session)
        context.application().extensions[CITY] = known
    return known


def _known_city() -> City | None:
    """The city as far as it has been read."""
    found: City | None = context.application().extensions.get(CITY)
    return found


def file_address(name: str) -> str:
    """The address of a static file; it changes with the file, which may be kept for a year."""
    return url_for("static", filename=name, v=_digest(name))


@lru_cache(maxsize=16)
def _digest(name: str) -> str:
    """The beginning of the file's SHA-256."""
    return sha256((STATIC / name).read_bytes()).hexdigest()[:12]
