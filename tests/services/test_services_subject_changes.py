"""Another name or division entered by an officer: from its day on, and what was before is kept."""

from datetime import date, timedelta

import pytest
from builders import a_subject_draft, an_officer
from filings import deliver, file_of, position, subject_of

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.errors import Conflict, NotFound, NotPermitted, Unlawful
from credit_registry.services import figures, law_editions
from credit_registry.services.acts import Act
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subject_changes
from credit_registry.services.subjects.subject_changes import Changed

OLD, NEW = "360702", "360703"
DAY = date(2026, 3, 1)
EVE = DAY - timedelta(days=1)
FORMER, LATER = "虚构旧名有限公司", "虚构新名有限公司"
DOCUMENT = "虚登字〔2026〕1号"


@pytest.fixture
def enterer(registry: Registry) -> Actor:
    deliver(registry, a_subject_draft(1, name=FORMER, division_code=OLD))
    return an_officer(registry, Role.ENTERER)


def change(registry: Registry, actor: Actor, changed: Changed, subject: int | None = None) -> None:
    number = subject or subject_of(registry)
    with registry.transaction() as session:
        now, today = registry.clock.now(), registry.clock.today()
        act = Act(actor, now, today, law_editions.current(session))
        subject_changes.change(session, number, changed, act=act)


def places(registry: Registry, actor: Actor, day: date) -> list[str]:
    with registry.reading() as session:
        view = registry.view(session, actor, as_of=day)
        edition = law_editions.current(session).edition
        return [each.code for each in figures.by_division(session, view, edition)]


def test_a_move_holds_from_its_day_and_the_past_stays(registry: Registry, enterer: Actor) -> None:
    change(registry, enterer, Changed(DAY, DOCUMENT, LATER, NEW))
    for day, name, place in ((EVE, FORMER, OLD), (DAY, LATER, NEW)):
        assert file_of(registry, enterer, as_of=day).name == name
        assert places(registry, enterer, day) == [place]
    assert [each.name for each in file_of(registry, enterer).former_names] == [FORMER]


def test_a_name_alone_leaves_the_division(registry: Registry, enterer: Actor) -> None:
    change(registry, enterer, Changed(DAY, DOCUMENT, name=LATER))
    assert file_of(registry, enterer).name == LATER
    assert places(registry, enterer, DAY) == [OLD]


def test_one_change_follows_another(registry: Registry, enterer: Actor) -> None:
    later = DAY + timedelta(days=10)
    change(registry, enterer, Changed(DAY, DOCUMENT, division=NEW))
    change(registry, enterer, Changed(later, DOCUMENT, division="360781"))
    days = (EVE, DAY, later - timedelta(days=1), later)
    told = [places(registry, enterer, day) for day in days]
    assert told == [[OLD], [NEW], [NEW], ["360781"]]


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        (Changed(DAY, DOCUMENT), Unlawful),
        (Changed(DAY, " ", name=LATER), Unlawful),
        (Changed(date(2026, 11, 24), DOCUMENT, name=LATER), Unlawful),
        (Changed(DAY, DOCUMENT, division="360782"), Unlawful),
        (Changed(DAY, DOCUMENT, division="123456"), Unlawful),
        (Changed(DAY, DOCUMENT, name="张三11010519491231002X"), Unlawful),
        (Changed(DAY, DOCUMENT, name=FORMER), Conflict),
        (Changed(DAY, DOCUMENT, division=OLD), Conflict),
    ],
)
def test_what_does_not_fit_changes_nothing(
    registry: Registry, enterer: Actor, changed: Changed, error: type[Exception]
) -> None:
    before = position(registry)
    with pytest.raises(error):
        change(registry, enterer, changed)
    assert position(registry) == before


def test_a_day_before_a_change_on_record_is_a_conflict(registry: Registry, enterer: Actor) -> None:
    change(registry, enterer, Changed(DAY, DOCUMENT, division=NEW))
    with pytest.raises(Conflict):
        change(registry, enterer, Changed(EVE, DOCUMENT, division="360781"))


def test_it_is_the_enterers_of_the_division(registry: Registry, enterer: Actor) -> None:
    changed = Changed(DAY, DOCUMENT, name=LATER)
    for actor in (
        an_officer(registry, Role.DECIDER),
        an_officer(registry, Role.ENTERER, division=NEW),
    ):
        with pytest.raises(NotPermitted):
            change(registry, actor, changed)
    with pytest.raises(NotFound):
        change(registry, enterer, changed, subject=5)
