"""Subjects that become one: what stands on lists of the untrustworthy counts for both from then on.

A red entry of either is no longer shown where the other stands on such a list, by the event of the
link. A link that is taken back shows nothing again: that takes an officer's decision.
"""

from datetime import date

from sqlalchemy.orm import Session

from credit_registry.domain.subjects import FORWARDING_LINKS, LinkKind
from credit_registry.services.acts import Act
from credit_registry.services.lists import red_entries
from credit_registry.services.subjects import duplicates, subject_links
from credit_registry.store.subjects import SubjectLink


def link(
    session: Session,
    subject_id: int,
    other_id: int,
    kind: LinkKind,
    *,
    act: Act,
    since: date | None = None,
) -> int:
    """Record that one subject is related to another; the link's id comes back.

    Raises what `subject_links.link` does.
    """
    actor, at = act.actor, act.at
    made = subject_links.link(session, subject_id, other_id, kind, actor=actor, at=at, since=since)
    if kind in FORWARDING_LINKS:
        _settle(session, made, act)
    return made


def merge(session: Session, candidate_id: int, *, act: Act) -> int:
    """Link the two of a pair that may be one as duplicates; the link's id comes back.

    Raises what `duplicates.merge` does.
    """
    made = duplicates.merge(session, candidate_id, actor=act.actor, at=act.at)
    _settle(session, made, act)
    return made


def _settle(session: Session, link_id: int, act: Act) -> None:
    """Stop showing the red entries of the two where one of them is barred."""
    made = session.get_one(SubjectLink, link_id)
    pair = (made.subject_id, made.other_id)
    if red_entries.barring(session, pair, act.today) is not None:
        red_entries.suspend(session, pair, act, made.recorded_by)
