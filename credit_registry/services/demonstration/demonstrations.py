"""The demonstration: the invented city installed in an empty registry, with its history and people.

Its eight years are lived through one after another under a clock of their own, so that what was
known when can be looked back at as in any registry.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from credit_registry.domain.actors import Actor, ActorKind, Role
from credit_registry.domain.drafts import UnitReference
from credit_registry.exchange.receipts import Receipt
from credit_registry.invented import cities, places
from credit_registry.invented.cities import City
from credit_registry.invented.units import BODIES
from credit_registry.law.editions import read_seeds
from credit_registry.rules.documents.documents import shipped_rule_sets
from credit_registry.services import installations
from credit_registry.services.acts import Act
from credit_registry.services.demonstration import measure_replays, own_statements, replays
from credit_registry.services.demonstration.replay_officers import Officers
from credit_registry.services.demonstration.replays import PastClock
from credit_registry.services.finding import indexing
from credit_registry.services.grading import grading, proposals, rule_sets
from credit_registry.services.law_changes import law_loads
from credit_registry.services.measures import executing_bodies
from credit_registry.services.people import accounts, passwords
from credit_registry.services.people.accounts import INSTALLER, NewAccount
from credit_registry.services.registry import Registry

OnProgress = Callable[[int, float], None]
"""Told how many rows are in, and the share of the whole, 0 to 1."""

SHARE_OF_HISTORY = 0.75
"""How much of the time the history takes; evaluation and index take the rest."""

SYLLABLES_A_PASSWORD = 8
"""The invented city holds nothing that a longer password would protect."""

SUPERIOR = "上级市场监管部门决定人（演示）"
BODY, OTHER_BODY = "market_regulation", "finance-body"
"""The body of the catalogue whose measures the first of two accounts executes, and the second."""

_DISPLAY_NAMES = {
    Role.ENTERER: "数据录入员（演示）",
    Role.REVIEWER: "数据复核员（演示）",
    Role.PROPOSER: "名单经办人（演示）",
    Role.DECIDER: "名单决定人（演示）",
    Role.PUBLISHER: "公示发布人（演示）",
    Role.RULE_OWNER: "规则管理员（演示）",
    Role.AUDITOR: "审计员（演示）",
    Role.OPERATOR: "运行管理员（演示）",
    Role.EXECUTING_BODY: "措施执行单位（演示）",
    Role.ENTERPRISE_USER: "企业用户（演示）",
}


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What was installed: receipts, and accounts as (user name, password, roles), shown once."""

    accounts: tuple[tuple[str, str, str], ...]
    receipts: tuple[Receipt, ...]


def install(
    registry: Registry,
    *,
    seed: int,
    enterprises: int,
    records: int,
    on_progress: OnProgress | None = None,
) -> Demonstration:
    """Install the invented city of the seed. Raises AlreadyRecorded where anything is installed."""
    tell = on_progress or _silent
    city = cities.invent(seed, enterprises, records, registry.clock.today())
    past = PastClock(city.since)
    then = Registry(registry.settings, registry.database, registry.index, past.clock())
    officers, told = _found(then)
    receipts = replays.replay(
        then, past, city, officers, lambda rows, share: tell(rows, share * SHARE_OF_HISTORY)
    )
    for body in officers.bodies:
        measure_replays.report(registry, body)
    _bring_up_to_date(registry, city, officers)
    tell(sum(receipt.read for receipt in receipts), 1.0)
    return Demonstration(told, tuple(receipts))


def _silent(_rows: int, _share: float) -> None:
    """Nobody is told."""


def _found(then: Registry) -> tuple[Officers, tuple[tuple[str, str, str], ...]]:
    """Found the registry under the city's edition of the law, with its accounts and rules."""
    at = then.clock.now()
    with then.transaction() as session:
        installations.install(session, places.CITY_ZH, places.CITY_EN, is_invented=True, at=at)
        law = law_loads.load(session, read_seeds(places.law()), actor=INSTALLER, at=at)
        act = Act(INSTALLER, at, then.clock.today(), law)
        made: dict[Role, Actor] = {}
        bodies: dict[str, Actor] = {}
        told = []
        for username, name, role, unit_id in _people(session, act):
            password = passwords.readable(SYLLABLES_A_PASSWORD)
            new = NewAccount(username, name, (role,), password, unit_id=unit_id)
            person = accounts.create(session, new, actor=INSTALLER, at=at)
            made.setdefault(role, person)
            if unit_id is not None:
                bodies[username] = person
            told.append((username, password, role.value))
        password = passwords.readable(SYLLABLES_A_PASSWORD)
        new = NewAccount("superior", SUPERIOR, (Role.DECIDER,), password)
        superior = accounts.create(session, new, actor=INSTALLER, at=at)
        told.append(("superior", password, Role.DECIDER.value))
        source = NewAccount(
            "exchange", "数据交换平台（演示）", (Role.ENTERER,), None, ActorKind.PROGRAM
        )
        sender = accounts.create(session, source, actor=INSTALLER, at=at)
        for rule_set in shipped_rule_sets():
            rule_sets.publish(session, rule_set, actor=made[Role.RULE_OWNER], at=at)
    return Officers(sender, made, superior, tuple(bodies.values())), tuple(told)


def _people(session: Session, act: Act) -> Iterator[tuple[str, str, Role, int | None]]:
    """User name, shown name and role of each person, and the unit of those who execute measures."""
    units = {
        body: executing_bodies.assign(session, body, UnitReference(unit.name, unit.code), act=act)
        for body, unit in BODIES.items()
    }
    for role, name in _DISPLAY_NAMES.items():
        unit_id = units[BODY] if role is Role.EXECUTING_BODY else None
        yield role.value.replace("_", "-"), name, role, unit_id
    yield OTHER_BODY, "财政局措施执行（演示）", Role.EXECUTING_BODY, units["finance"]


def _announce_rules(registry: Registry, owner: Actor) -> None:
    """Publish the rules of the coming year, which are not in force yet."""
    next_year = date(registry.clock.today().year + 1, 1, 1)
    with registry.transaction() as session:
        for rule_set in shipped_rule_sets():
            coming = replace(rule_set, since=max(rule_set.since, next_year))
            rule_sets.publish(session, coming, actor=owner, at=registry.clock.now())


def _bring_up_to_date(registry: Registry, city: City, officers: Officers) -> None:
    """What is done today: the mirror confirmed, grades, candidates, and the search index."""
    replays.confirm_mirror(registry, city.mirrored[1:], officers)
    own_statements.make(registry, officers)
    _announce_rules(registry, officers.of(Role.RULE_OWNER))
    grading.evaluate_all(registry, actor=officers.of(Role.RULE_OWNER))
    proposals.propose_candidates(registry, actor=officers.of(Role.PROPOSER))
    indexing.rebuild(registry)
