"""`subjects list|correct|confirm|reject|link|unlink|erase`: who subjects are, settled here."""

from datetime import datetime

import click

from credit_registry.cli.erased import tell_erased
from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.labels import label
from credit_registry.domain.opaque_ids import from_public, to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.subjects import LinkKind
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.histories import erasures
from credit_registry.services.lists import merged_subjects
from credit_registry.services.sessions import Session
from credit_registry.services.subjects import (
    duplicate_searches,
    duplicates,
    identities,
    subject_links,
    subject_states,
)
from credit_registry.services.subjects import subjects as services

DAY = click.DateTime(["%Y-%m-%d"])
KINDS = [kind.value for kind in LinkKind]


@click.group()
def subjects() -> None:
    """Settle who subjects are: their codes, whether they exist, how they are related."""


@subjects.command("list", cls=Command, permission=Permission.READ_INTERNAL)
def list_() -> None:
    """List the subjects that wait for a person: id, state, name, faulty code, suggestion."""
    language = "en" if opening().language == "en" else "zh"
    after = 0
    with opening().registry().reading() as session:
        while found := identities.queue(session, opening().actor(), after):
            for each in found:
                faulty = each.quarantined
                told = (
                    to_public(each.subject_id),
                    label(each.state, language),
                    each.name,
                    faulty.value if faulty else "",
                    (faulty.suggestion or "") if faulty else "",
                    str(each.record_count),
                )
                click.echo("\t".join(told))
            after = found[-1].subject_id


@subjects.command(cls=Command, permission=Permission.CORRECT_IDENTIFIER)
@click.argument("subject")
@click.argument("code")
def correct(subject: str, code: str) -> None:
    """Give SUBJECT its right CODE instead of the faulty one, and confirm it."""
    registry, actor = opening().registry(), opening().actor()
    with registry.transaction() as session:
        at = registry.clock.now()
        subject_states.correct_code(session, from_public(subject), code, actor=actor, at=at)
    opening().say(f"{subject} 的代码为 {code}", f"{subject} has the code {code}")


@subjects.command(cls=Command, permission=Permission.CONFIRM_SUBJECT)
@click.argument("subject")
def confirm(subject: str) -> None:
    """Confirm that SUBJECT exists; what is public of it is shown from now on."""
    registry, actor = opening().registry(), opening().actor()
    with registry.transaction() as session:
        number = from_public(subject)
        subject_states.confirm(session, number, actor=actor, at=registry.clock.now())
    opening().say(f"{subject} 已确认", f"{subject} is confirmed")


@subjects.command(cls=Command, permission=Permission.CONFIRM_SUBJECT)
@click.argument("subject")
@click.option("--reason", required=True, help="The reason, which is kept with the event.")
def reject(subject: str, reason: str) -> None:
    """Rule out that SUBJECT exists; nothing of it is ever shown."""
    registry, actor = opening().registry(), opening().actor()
    with registry.transaction() as session:
        number = from_public(subject)
        subject_states.reject(session, number, reason, actor=actor, at=registry.clock.now())
    opening().say(f"{subject} 已排除", f"{subject} is rejected")


def _acting(session: Session) -> Act:
    """The act of whoever gives the command, under the law in force."""
    registry = opening().registry()
    law, clock = law_editions.current(session), registry.clock
    return Act(opening().actor(), clock.now(), clock.today(), law)


@subjects.command(cls=Command, permission=Permission.LINK_SUBJECTS)
@click.argument("subject")
@click.argument("other")
@click.option("--kind", type=click.Choice(KINDS), required=True, help="How they are related.")
@click.option("--since", type=DAY, help="First day of the relation, YYYY-MM-DD.")
def link(subject: str, other: str, kind: str, since: datetime | None) -> None:
    """Record how SUBJECT is related to OTHER, each named by its code or its id."""
    with opening().registry().transaction() as session:
        number = merged_subjects.link(
            session,
            _named(session, subject),
            _named(session, other),
            LinkKind(kind),
            act=_acting(session),
            since=since.date() if since else None,
        )
    click.echo(to_public(number))


@subjects.command(cls=Command, permission=Permission.LINK_SUBJECTS)
@click.argument("link_id", metavar="LINK")
@click.option("--reason", required=True, help="The reason, which is kept with the event.")
def unlink(link_id: str, reason: str) -> None:
    """Take back LINK, by the id that linking printed."""
    registry, actor = opening().registry(), opening().actor()
    with registry.transaction() as session:
        number = from_public(link_id)
        subject_links.reverse(session, number, reason, actor=actor, at=registry.clock.now())
    opening().say(f"{link_id} 已撤回", f"{link_id} is taken back")


@subjects.command(cls=Command, permission=Permission.ERASE_FIELD)
@click.argument("subject")
@click.argument("field", type=click.Choice(erasures.REGISTERED))
@click.option("--reason", required=True, help="The reason, which is kept with the event.")
def erase(subject: str, field: str, reason: str) -> None:
    """Erase FIELD of SUBJECT's registration for good; it takes a decider's key."""
    registry, actor = opening().registry(), opening().actor()
    with registry.transaction() as session:
        number, at = _named(session, subject), registry.clock.now()
        is_done = erasures.erase_registration_field(
            session, number, field, reason, actor=actor, at=at
        )
    tell_erased(subject, field, is_new=is_done)


@subjects.command("find-duplicates", cls=Command, permission=Permission.FIND_DUPLICATES)
def find_duplicates() -> None:
    """Look for subjects that may be one, and queue the pairs that nobody was asked about."""
    registry, actor = opening().registry(), opening().actor()
    with registry.transaction() as session:
        count = duplicate_searches.find(session, actor=actor, at=registry.clock.now())
    opening().say(f"新发现 {count} 对", f"{count} new pairs")


@subjects.command("duplicates", cls=Command, permission=Permission.READ_INTERNAL)
def list_duplicates() -> None:
    """List the pairs that may be one: id, reason, the duplicate, and which would stand for it."""
    language = "en" if opening().language == "en" else "zh"
    after = 0
    with opening().registry().reading() as session:
        while found := duplicates.queue(session, opening().actor(), after):
            for each in found:
                pair = (each.duplicate, each.kept)
                told = [part for one in pair for part in (to_public(one.subject_id), one.name)]
                line = [to_public(each.candidate_id), label(each.reason, language), *told]
                click.echo("\t".join(line))
            after = found[-1].candidate_id


@subjects.command(cls=Command, permission=Permission.LINK_SUBJECTS)
@click.argument("pair")
def merge(pair: str) -> None:
    """Settle that the two of PAIR are one, and link them as duplicates."""
    with opening().registry().transaction() as session:
        number = from_public(pair)
        made = merged_subjects.merge(session, number, act=_acting(session))
    click.echo(to_public(made))


@subjects.command(cls=Command, permission=Permission.LINK_SUBJECTS)
@click.argument("pair")
def differ(pair: str) -> None:
    """Settle that the two of PAIR are different; they are never asked about again."""
    registry, actor = opening().registry(), opening().actor()
    with registry.transaction() as session:
        number = from_public(pair)
        duplicates.refuse(session, number, actor=actor, at=registry.clock.now())
    opening().say(f"{pair} 为不同主体", f"{pair}: different subjects")


def _named(session: Session, text: str) -> int:
    """The subject that holds the code, or has the id."""
    found = services.by_code(session, text)
    return from_public(text) if found is None else found
