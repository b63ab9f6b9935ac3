"""The site's addresses: every page has one in each language."""

from datetime import date

from flask import url_for

from credit_registry.domain.opaque_ids import to_public
from credit_registry.web import context
from credit_registry.web.context import Language

NAMES: dict[Language, str] = {"zh": "site", "en": "site_en"}
"""The blueprint's name in each language."""

TIMES = ("as_of", "known_at")
"""The two times of a page in its query."""


def address(language: Language, page: str, /, **values: object) -> str:
    """The address of a page; values that are None are left out."""
    stated = {name: value for name, value in values.items() if value is not None}
    return url_for(f"{NAMES[language]}.{page}", **stated)  # type: ignore[arg-type] # any value is written as text


def here(page: str, /, **values: object) -> str:
    """The address of a page in the language of this request."""
    return address(context.language(), page, **values)


def of_subject(subject_id: int, code: str | None, as_of: date | None = None) -> str:
    """A subject's page: by its code, else by its id."""
    day = as_of.isoformat() if as_of else None
    if code is not None:
        return here("enterprise", code=code, as_of=day)
    return here("subject", subject=to_public(subject_id), as_of=day)


def of_records(
    subject_id: int, code: str | None, kind: str | None = None, record: str | None = None
) -> str:
    """The page of a subject's records alone, at the times of this request: of a kind, or one."""
    times = {name: value for name, value in _query().items() if name in TIMES}
    asked = times | {"kind": kind, "record": record}
    if code is not None:
        return here("enterprise_records", code=code, **asked)
    return here("subject_records", subject=to_public(subject_id), **asked)


def of_profiles(subject_id: int, code: str | None) -> str:
    """The page of what uses a subject's file can be put to, at the times of this request."""
    asked = {name: value for name, value in _query().items() if name in TIMES}
    if code is not None:
        return here("enterprise_profiles", code=code, **asked)
    return here("subject_profiles", subject=to_public(subject_id), **asked)


def of_report(subject_id: int, code: str | None) -> str:
    """The report of a subject to print, which is always of today."""
    if code is not None:
        return here("enterprise_report", code=code)
    return here("subject_report", subject=to_public(subject_id))


def of_restoration(subject_id: int, code: str | None) -> str:
    """The page of a subject's paths to restoration, at the times of this request."""
    times = {name: value for name, value in _query().items() if name in TIMES}
    if code is not None:
        return here("enterprise_restoration", code=code, **times)
    return here("subject_restoration", subject=to_public(subject_id), **times)


def to_subject(subject_id: int, code: str | None, *, part: str = "") -> str:
    """A subject's page, or a part of it (`records`), with the query of this request."""
    ending = f"_{part}" if part else ""
    if code is not None:
        return here(f"enterprise{ending}", **(_query() | {"code": code}))
    return here(f"subject{ending}", **(_query() | {"subject": to_public(subject_id)}))


def of_case(listing_id: int) -> str:
    """The page of a case on the desk."""
    return here("case", case=to_public(listing_id))


def in_language(language: Language) -> str:
    """This page in another language; the home page where it has no other."""
    request = context.current_request()
    endpoint = request.endpoint or ""
    if endpoint.split(".")[0] not in NAMES.values():
        return address(language, "home")
    page = endpoint.split(".")[1]
    return address(language, page, **(_query() | (request.view_args or {})))


def same_page(**changes: object) -> str:
    """This page with some values of its query changed; None takes a value away."""
    request = context.current_request()
    page = (request.endpoint or "").split(".")[1]
    return here(page, **(_query() | changes | (request.view_args or {})))


def this_page() -> str:
    """The path and query of this page, to come back to it; empty where it came by a form."""
    request = context.current_request()
    return request.full_path.rstrip("?") if request.method == "GET" else ""


def is_local(path: str) -> bool:
    """Whether a path stays on this site, so that a form may be sent back to it.

    A browser drops control characters and takes a backslash for a slash.
    """
    is_plain = path.isprintable() and "\\" not in path
    return is_plain and path.startswith("/") and not path.startswith("//")


def _query() -> dict[str, object]:
    """The query of this request; a name that comes more than once keeps all its values.

    Names that mean something else where addresses are made (`_scheme`, `endpoint`) are left out.
    """
    return {
        name: found
        for name, found in context.current_request().args.lists()
        if not name.startswith("_") and name != "endpoint"
    }
