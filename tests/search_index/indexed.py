"""What the tests of the index share: invented documents, and questions put in one line."""

from typing import Any

from search_index.documents import Document
from search_index.port import SearchIndex
from search_index.queries import Query
from search_index.results import Hit, Results


def a_document(number: int = 1, **changes: Any) -> Document:  # noqa: ANN401 - any field
    """An invented enterprise that is like no other in name and code."""
    values: dict[str, Any] = {
        "id": f"id-{number}",
        "kind": "subject",
        "code": f"91999901MA{number:08d}",
        "other_codes": (),
        "name": f"虚构市第{number}电器有限公司",
        "former_names": (),
        "address": f"虚构市测试路{number}号",
        "facets": {"division": "999901"},
    }
    return Document(**{**values, **changes})


def asked(index: SearchIndex, text: str, **query: Any) -> Results:  # noqa: ANN401 - any field
    """The answer to the words."""
    return index.search(Query(text, **query))


def found(index: SearchIndex, text: str, **query: Any) -> list[str]:  # noqa: ANN401 - any field
    """The ids of the hits in their order."""
    return [hit.id for hit in asked(index, text, **query).hits]


def first(index: SearchIndex, text: str) -> Hit:
    """The first hit."""
    return asked(index, text).hits[0]


def contents(index: SearchIndex) -> dict[str, str]:
    """All that stands in the index: names by id."""
    return {hit.id: hit.name for hit in asked(index, "", limit=200).hits}
