"""Every error has a status and a title, and stands in the tree at the top of its module."""

import re

import pytest

from credit_registry.domain import errors
from credit_registry.domain.errors import RegistryError
from credit_registry.web import problems

STATUSES = {
    "NotFound": 404,
    "InvalidInput": 400,
    "Unauthenticated": 401,
    "TooManyAttempts": 429,
    "NotPermitted": 403,
    "Conflict": 409,
    "TransitionNotAllowed": 409,
    "StaleVersion": 412,
    "AlreadyRecorded": 409,
    "LeaseLost": 503,
    "PreconditionRequired": 428,
    "Unlawful": 422,
    "RestorationNotGranted": 422,
    "Unavailable": 503,
}


def classes() -> dict[str, type[RegistryError]]:
    waiting, found = [RegistryError], {}
    while waiting:
        for kind in waiting.pop().__subclasses__():
            if kind.__module__ == errors.__name__:
                found[kind.__name__] = kind
                waiting.append(kind)
    return found


def test_the_table_of_statuses_is_complete() -> None:
    assert {name: int(problems.status_of(kind)) for name, kind in classes().items()} == STATUSES


@pytest.mark.parametrize("name", sorted(STATUSES))
def test_a_title_is_one_sentence_that_names_no_protocol(name: str) -> None:
    title = problems.title_of(classes()[name])
    assert title.endswith(".")
    assert not re.search(r"HTTP|status code|\b[45]\d\d\b", title)


def test_the_drawing_shows_the_tree_as_it_is() -> None:
    drawn: dict[str, str] = {}
    ancestors = ["RegistryError"]
    for line in (errors.__doc__ or "").splitlines():
        match = re.match(r"(?P<indent>(?:│   |    )*)[├└]── (?P<name>\w+)", line)
        if match:
            depth = len(match["indent"]) // 4 + 1
            del ancestors[depth:]
            drawn[match["name"]] = ancestors[-1]
            ancestors.append(match["name"])
    assert drawn == {name: kind.__base__.__name__ for name, kind in classes().items()}  # type: ignore[union-attr]


def test_an_error_of_no_tree_has_no_status() -> None:
    with pytest.raises(LookupError):
        problems.status_of(ValueError)  # type: ignore[arg-type]


def test_an_error_made_later_has_its_nearest_ancestors_status() -> None:
    kind = type("OfTheTestAlone", (errors.StaleVersion,), {})
    assert problems.status_of(kind) == 412
