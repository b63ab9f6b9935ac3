from __future__ import annotations

from collections.abc import Mapping

import served
from builders import a_record_draft
from flask.testing import FlaskClient
from served import PLAIN, PRAISED, Served
from sqlalchemy import select

from credit_registry.domain.actors import Role
from credit_registry.domain.drafts import SubjectReference
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import LinkKind
from credit_registry.services.finding import indexing
from credit_registry.services.subjects import subject_links
from credit_registry.store.subjects import SubjectName


def test_another_spelling_of_a_code_leads_to_the_page(client: FlaskClient, filled: Served) -> None:
    code = filled.code(PLAIN)
    answer = client.get(f"/en/e/{code.lower()}?as_of=2026-11-01")
    assert answer.status_code == 307
    assert answer.location == f"/en/e/{code}?as_of=2026-11-01"


def test_a_duplicate_leads_to_the_subject_it_stands_for(
    client: FlaskClient, filled: Served
) -> None:
    registry = filled.registry
    duplicate, other = filled.subject_id(PLAIN), filled.subject_id(PRAISED)
    with registry.transaction() as session:
        at, officer = registry.clock.now(), filled.enterer
        subject_links.link(session, duplicate, other, LinkKind.DUPLICATE_OF, actor=officer, at=at)
    for path in (f"/e/{filled.code(PLAIN)}", f"/s/{to_public(duplicate)}"):
        answer = client.get(path)
        assert (answer.status_code, answer.location) == (307, f"/e/{filled.code(PRAISED)}")


def test_a_subject_with_a_code_is_shown_under_its_code(client: FlaskClient, filled: Served) -> None:
    answer = client.get(f"/s/{to_public(filled.subject_id(PLAIN))}")
    assert (answer.status_code, answer.location) == (307, f"/e/{filled.code(PLAIN)}")


def test_a_provisional_subject_is_nowhere_for_the_public(
    client: FlaskClient, officers: Mapping[Role, FlaskClient], filled: Served
) -> None:
    registry = filled.registry
    draft = a_record_draft(
        RecordKind.HONOUR, title="给未知者的荣誉", subject=SubjectReference("虚构市未登记有限公司")
    )
    served.deliver(registry, filled.enterer, "unknown", [draft])
    indexing.follow(registry)
    with registry.reading() as session:
        statement = select(SubjectName.subject_id).where(SubjectName.name == "虚构市未登记有限公司")
        number = session.scalars(statement).one()
    path = f"/s/{to_public(number)}"
    assert client.get(path).status_code == 404
    assert "未登记有限公司" not in client.get("/search?q=虚构市未登记").text
    assert "该主体尚未确认" in officers[Role.AUDITOR].get(path).text
