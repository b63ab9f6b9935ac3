"""Whatever changes the registry appends its event, and every kind of event has its writer."""

import ast

import pytest
from sources import ROOT, named, tree

from credit_registry.domain.events import PUBLIC_EVENTS, EventKind
from credit_registry.domain.listing_steps import EVENT, PERMISSION
from credit_registry.domain.listings import Step

SERVICES = sorted((ROOT / "credit_registry" / "services").rglob("*.py"))
READS = {
    "READ_PUBLIC",
    "READ_INTERNAL",
    "READ_DELIVERIES",
    "READ_IDENTITY_NUMBER",
    "READ_LEDGER",
    "READ_PROCEEDINGS",
    "READ_ENDINGS",
    "READ_MEASURES",
    "READ_ACCESS_LOG",
    "LOOK_BACK",
}
READERS = {
    "account_files.listed",
    "account_files.one",
    "certificates.prepare",
    "commitment_signing.foresee",
    "dismissals.ended",
    "dismissals.of_account",
    "previews.preview",
    "saved_filters.of_account",
}
"""What shows, to those alone who may change it, what they are about to change."""

RECORDING = {"ledgers.record", "ledgers.begin"}
Functions = dict[str, ast.FunctionDef]


def functions() -> Functions:
    """The functions of the services by `module.name`."""
    return {
        f"{path.stem}.{node.name}": node
        for path in SERVICES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
    }


def called(name: str, node: ast.FunctionDef) -> set[str]:
    """What a function calls: as it is written, or as a function or method of its own module."""
    module = name.partition(".")[0]
    found = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name):
            found.add(f"{module}.{each.func.id}")
        elif isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute):
            holder = ast.unparse(each.func.value)
            found |= {f"{holder}.{each.func.attr}", f"{module}.{each.func.attr}"}
    return found


def required(node: ast.FunctionDef) -> set[str]:
    """The permissions that a function asks for, by their names in the code."""
    return {
        each.attr
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "permissions.require"
        for each in ast.walk(call)
        if isinstance(each, ast.Attribute) and ast.unparse(each.value) == "Permission"
    }


def reaches_the_ledger(name: str, found: Functions) -> bool:
    """Whether a function records an event, itself or through what it calls."""
    waiting, seen = [name], set()
    while waiting:
        current = waiting.pop()
        if current in RECORDING:
            return True
        if current in found and current not in seen:
            seen.add(current)
            waiting += called(current, found[current])
    return False


def changing() -> list[str]:
    """The services that ask for a permission to change something."""
    asking = (name for name, node in functions().items() if required(node) - READS)
    return sorted(set(asking) - READERS)


def test_services_that_change_something_are_found() -> None:
    assert {"accounts.create", "law_loads.load", "listings.propose"} <= set(changing())


@pytest.mark.parametrize("name", sorted(READERS))
def test_a_service_that_only_shows_records_nothing(name: str) -> None:
    assert not reaches_the_ledger(name, functions())


@pytest.mark.parametrize("name", changing())
def test_a_service_that_changes_something_records_it(name: str) -> None:
    assert reaches_the_ledger(name, functions()), f"{name} asks for a permission, records nothing"


def test_every_kind_of_event_has_its_writer() -> None:
    written = {
        each.attr
        for path in SERVICES
        for each in ast.walk(tree(path))
        if isinstance(each, ast.Attribute) and ast.unparse(each.value) == "EventKind"
    }
    assert written | {kind.name for kind in EVENT.values()} == {kind.name for kind in EventKind}


def test_every_step_has_its_event_and_its_permission() -> None:
    assert set(EVENT) == set(PERMISSION) == set(Step)
    assert len(set(EVENT.values())) == len(Step)


def test_no_step_of_a_case_is_public_by_its_event() -> None:
    assert not PUBLIC_EVENTS & set(EVENT.values())
    assert EventKind.LISTING_PROPOSED not in PUBLIC_EVENTS


def test_no_service_ends_the_transaction_it_is_given() -> None:
    ending = {
        (named(path), ast.unparse(each.func))
        for path in SERVICES
        for each in ast.walk(tree(path))
        if isinstance(each, ast.Call)
    }
    ends = {"session.commit", "session.rollback", "session.close"}
    assert [each for each in ending if each[1] in ends] == []
