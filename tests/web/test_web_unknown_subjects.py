"""Whether somebody without a public record is on file at all is told to nobody."""

import re

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc
from filings import deliver
from flask.testing import FlaskClient

from credit_registry.domain.records import RecordKind
from credit_registry.services.registry import Registry

NUMBER = re.compile(r"[0-9a-f-]{36}")
PROVISIONAL, UNKNOWN = a_uscc(7), a_uscc(8)


@pytest.fixture
def _filed(registry: Registry) -> None:
    """A record of somebody whom no register names."""
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(RecordKind.PENALTY, 7))


@pytest.mark.usefixtures("_filed")
@pytest.mark.parametrize("path", ["/e/{}", "/en/e/{}", "/api/v1/enterprises/{}"])
def test_a_provisional_subject_and_an_unknown_code_are_answered_alike(
    client: FlaskClient, registry: Registry, path: str
) -> None:
    answers = [client.get(path.format(code)) for code in (PROVISIONAL, UNKNOWN)]
    assert [answer.status_code for answer in answers] == [404, 404]
    told = [
        NUMBER.sub("", answer.text.replace(code, ""))
        for answer, code in zip(answers, (PROVISIONAL, UNKNOWN), strict=True)
    ]
    assert told[0] == told[1]
