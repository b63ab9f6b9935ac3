"""What a page tells search engines: its one address, its other language, and whether to keep it.

What a search engine has kept outlives a removal. Adverse lists, single entries, results of
searches, forms and the desk are therefore left out, and so are the pages of individual businesses,
whose name is a person's; their views say so by themselves (`is_kept_out`).
"""

from credit_registry.web import context
from credit_registry.web.context import Language
from credit_registry.web.site import addresses

INDEXED = frozenset(
    {
        "home", "enterprise", "affairs", "figures", "lists", "rules", "rule_set", "law", "measures",
        "timeliness", "about", "privacy", "accessibility", "open_data",
        "record_fields", "list_page",
    }
)  # fmt: skip
"""The pages that may be kept, unless they are of an adverse list."""
PRAISING = "red"
HREF_LANGUAGES: tuple[tuple[str, Language], ...] = (
    ("zh-Hans-CN", "zh"), ("en", "en"), ("x-default", "zh"),
)  # fmt: skip


def canonical() -> str:
    """The whole address of this page at its present state, without any query."""
    return context.current_request().base_url


def alternates() -> tuple[tuple[str, str], ...]:
    """This page's whole addresses by language, with the one for readers of any other."""
    host = context.current_request().host_url.rstrip("/")
    return tuple((name, host + addresses.in_language(code)) for name, code in HREF_LANGUAGES)


def is_indexed() -> bool:
    """Whether a search engine may keep a page of this kind."""
    request = context.current_request()
    page = (request.endpoint or "").rpartition(".")[2]
    colour = (request.view_args or {}).get("colour", PRAISING)
    return page in INDEXED and colour == PRAISING
