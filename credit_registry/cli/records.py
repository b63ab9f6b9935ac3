"""`records withheld|withdraw|reinstate|erase`: what waits, what ends, what is forgotten."""

import click

from credit_registry.cli.erased import tell_erased
from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.labels import label
from credit_registry.domain.opaque_ids import from_public, to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.records import ENDED_BY_ACT, RecordState
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.histories import erasures
from credit_registry.services.records import withdrawals, withheld_records

STATES = [state.value for state in ENDED_BY_ACT]


@click.group()
def records() -> None:
    """List the records that wait for a person, end a record's publicity, give it back, or erase."""


@records.command(cls=Command, permission=Permission.READ_INTERNAL)
def withheld() -> None:
    """List the records that are withheld until a person has settled what the law makes of them."""
    is_english = opening().language == "en"
    after = 0
    with opening().registry().reading() as session:
        while found := withheld_records.queue(session, opening().actor(), after):
            for each in found:
                reason = label(each.reason, "en" if is_english else "zh")
                told = (to_public(each.record_id), each.name, each.document_number, reason)
                click.echo("\t".join(told))
            after = found[-1].record_id


@records.command(cls=Command, permission=Permission.WITHDRAW_RECORD)
@click.argument("record")
@click.option("--state", type=click.Choice(STATES), required=True, help="What has become of it.")
@click.option("--reason", required=True, help="The reason, which is kept with the event.")
def withdraw(record: str, state: str, reason: str) -> None:
    """End the publicity of RECORD at once; it takes the key of an enterer or a decider."""
    registry, actor = opening().registry(), opening().actor()
    with registry.transaction() as session:
        law = law_editions.current(session)
        act = Act(actor, registry.clock.now(), registry.clock.today(), law)
        withdrawals.withdraw(session, from_public(record), RecordState(state), reason, act=act)
    opening().say(f"{record} 不再公示", f"{record} is no longer public")


@records.command(cls=Command, permission=Permission.REINSTATE_RECORD)
@click.argument("record")
@click.option("--reason", required=True, help="The reason, which is kept with the event.")
def reinstate(record: str, reason: str) -> None:
    """Make RECORD active again, whose end was a mistake; it takes the key of a decider."""
    registry, actor = opening().registry(), opening().actor()
    with registry.transaction() as session:
        law = law_editions.current(session)
        act = Act(actor, registry.clock.now(), registry.clock.today(), law)
        withdrawals.reinstate(session, from_public(record), reason, act=act)
    opening().say(f"{record} 恢复有效", f"{record} is active again")


@records.command(cls=Command, permission=Permission.ERASE_FIELD)
@click.argument("record")
@click.argument("field")
@click.option("--reason", required=True, help="The reason, which is kept with the event.")
def erase(record: str, field: str, reason: str) -> None:
    """Erase FIELD of RECORD for good (title, or a field of its kind); it takes a decider's key."""
    registry, actor = opening().registry(), opening().actor()
    with registry.transaction() as session:
        number, at = from_public(record), registry.clock.now()
        is_done = erasures.erase_record_field(session, number, field, reason, actor=actor, at=at)
    tell_erased(record, field, is_new=is_done)
