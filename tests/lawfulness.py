"""Whether a step is lawful, told anew from how everything stands and from what the law says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import calendars
from lifecycles import APART, DATED, NUMBERED, WAYS, WORDED, last_day
from standings import Standing, Thing

STANDS = {"active", "in_re_inspection"}
OUT_OF_USE = {"declined", "removed", "withdrawn", "revoked", "expired", "ended"}
OF_BODIES = {"apply", "not_apply", "lift"}
OF_CLERKS = {
    "challenge": {"receive", "maintain", "annul", "change", "end", "carry_out"},
    "sampling_follow_up": {
        "order", "report_rectified", "pass_recheck", "fail_recheck", "report_to_province",
        "announce", "discontinue",
    },
    "watch": {"end"},
}  # fmt: skip
"""What a person who may propose and nothing else may do."""


@dataclass(frozen=True)
class Attempt:
    """A step as somebody tries it: an officer of every office, a clerk who proposes, or a body."""

    step: str
    account: int
    whose: str
    today: date
    day: date | None
    version: int
    number: str
    words: str
    is_pledged: bool = True

    @property
    def on(self) -> date:
        return self.day or self.today


def year_later(day: date) -> date:
    """The same day of the next year, or the last of February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def is_open(thing: Thing) -> bool:
    """Whether a proceeding still waits for somebody."""
    if thing.kind == "sampling_follow_up":
        return thing.state in {*WAYS[thing.kind], "served"}
    if thing.kind == "measure":
        return thing.state in {"noticed", "applied", "not_applicable", "lifting"}
    return thing.state in WAYS[thing.kind] and thing.state != "granted"


def is_stated(kind: str, tried: Attempt) -> bool:
    """Whether the step states what it has to, by whoever may take it."""
    steps, of = tried.step, "entry" if kind in {"red", "watch", "black"} else kind
    is_numbered = bool(tried.number) or steps not in NUMBERED[of]
    is_worded = bool(tried.words) or steps not in WORDED[of]
    is_dated = tried.day is not None or steps not in DATED.get(of, set())
    return is_numbered and is_worded and is_dated and may(kind, tried)


def may(kind: str, tried: Attempt) -> bool:
    """Whether the person's office allows the step."""
    is_of_bodies = kind == "measure" and tried.step in OF_BODIES
    if tried.whose == "officer":
        return not is_of_bodies
    if tried.whose == "body":
        return is_of_bodies
    return tried.step in OF_CLERKS.get(kind, set())


def is_step_lawful(now: Standing, thing: Thing, tried: Attempt, sampling: int) -> bool:
    """Whether the step may be taken with a proceeding or an entry."""
    ways = WAYS[thing.kind].get(thing.state, {})
    if thing.kind == "sampling_follow_up":
        stands = now.records[sampling][0] in STANDS
        if tried.step == "discontinue":
            ways = {"discontinue": "discontinued"} if is_open(thing) and not stands else {}
        elif not stands:
            ways = {}
    if thing.kind == "measure" and is_out_of_term(now, thing, tried):
        over: Mapping[str, dict[str, str]] = {
            "noticed": {"lift": "lifted", "release": "lifting", "not_apply": "not_applicable"},
            "applied": {"lift": "lifted", "release": "lifting"},
            "not_applicable": {"release": "closed"},
        }
        ways = over.get(thing.state, ways)
    apart = APART["entry" if thing.kind in {"red", "watch", "black"} else thing.kind]
    barred = {thing.first_taker(each) for each in apart.get(tried.step, set())}
    return (
        tried.step in ways
        and is_stated(thing.kind, tried)
        and tried.account not in barred
        and tried.version == thing.version
        and thing.day <= tried.on <= tried.today
        and CONDITIONS.get(thing.kind, _always)(now, thing, tried)
    )


def is_out_of_term(now: Standing, thing: Thing, tried: Attempt) -> bool:
    """Whether the entry behind a notice still stands as published though its term is over."""
    entry = now.entry(thing.listing)
    is_over = entry.until is not None and entry.until < tried.on
    return entry.state not in OUT_OF_USE and is_over


def _always(_now: Standing, _thing: Thing, _tried: Attempt) -> bool:
    return True


def _objection(now: Standing, thing: Thing, tried: Attempt) -> bool:
    if thing.listing is None or tried.step == "take_back":
        return True
    entry = now.entry(thing.listing)
    return tried.account not in {entry.first_taker("decide"), entry.first_taker("publish")}


def _challenge(now: Standing, thing: Thing, tried: Attempt) -> bool:
    if tried.step != "carry_out":
        return True
    since = thing.taken[-1].event
    if thing.record is not None:
        state, event = now.records[thing.record]
        return state != "active" or event > since
    entry = now.entry(thing.listing)
    return entry.state != "published" or entry.taken[-1].event > since


def _restoration(now: Standing, thing: Thing, tried: Attempt) -> bool:
    if tried.step == "not_accept" and thing.state == "returned":
        last = last_day("restoration_completion", thing.day)
        return last < tried.on and last <= calendars.LAST_KNOWN
    if tried.step == "grant":
        is_met = all(
            is_restorable(now, thing.record, thing.listing, day) for day in (tried.on, tried.today)
        )
        return is_met and _is_the_entry_free(now, thing, tried, {"publish"})
    if tried.step == "revoke":
        return _is_the_entry_free(now, thing, tried, {"remove"}) and not (
            thing.listing is not None
            and any(e.kind == "black" and e.state not in OUT_OF_USE for e in now.entries)
        )
    return True


def _is_the_entry_free(now: Standing, thing: Thing, tried: Attempt, apart: set[str]) -> bool:
    """Whether the step that follows with the entry is the officer's to take, and in order."""
    if thing.listing is None:
        return True
    entry = now.entry(thing.listing)
    barred = {entry.first_taker(each) for each in apart}
    return tried.account not in barred and entry.day <= tried.on


def is_restorable(now: Standing, record: int | None, listing: int | None, day: date) -> bool:
    """Whether the conditions of Order 36 for a record, or of Order 44 for an entry, are met."""
    false = [
        each.day
        for each in now.proceedings
        if each.kind == "restoration" and each.state == "revoked"
        and (each.record, each.listing) == (record, listing)
    ]  # fmt: skip
    if false and day <= year_later(max(false)):
        return False
    if record is not None:
        return now.records[record][0] == "active" and day > now.least_until
    entry = now.entry(listing)
    return entry.state == "published" and entry.since is not None and day > year_later(entry.since)


def _measure(now: Standing, thing: Thing, tried: Attempt) -> bool:
    return not (tried.step == "apply" and is_out_of_term(now, thing, tried))


def _red(now: Standing, thing: Thing, tried: Attempt) -> bool:
    if tried.step in {"check", "publish", "resume"} and now.shown("black", tried.today):
        return False
    if tried.step == "publish":
        return thing.due is not None and thing.due < tried.today and not thing.is_provisional
    return tried.step != "expire" or _is_over(thing, tried)


def _black(_now: Standing, thing: Thing, tried: Attempt) -> bool:
    return tried.step != "expire" or _is_over(thing, tried)


def _is_over(thing: Thing, tried: Attempt) -> bool:
    return thing.until is not None and thing.until < tried.today


CONDITIONS: Mapping[str, Callable[[Standing, Thing, Attempt], bool]] = {
    "objection": _objection,
    "challenge": _challenge,
    "restoration": _restoration,
    "measure": _measure,
    "red": _red,
    "black": _black,
}
"""What the law asks besides, by kind."""


def is_opening_lawful(
    now: Standing, kind: str, about: tuple[int | None, int | None], tried: Attempt, served_on: date
) -> bool:
    """Whether a proceeding of the kind may be opened about a record or an entry."""
    same = [e for e in now.proceedings if e.kind == kind and (e.record, e.listing) == about]
    is_free = not any(map(is_open, same)) and is_stated(kind, tried) and tried.on <= tried.today
    if not is_free:
        return False
    record, listing = about
    if kind == "restoration":
        return tried.is_pledged and is_restorable(now, record, listing, tried.on)
    if kind == "re_inspection":
        last = calendars.after(served_on, 15)
        is_final = any(each.state in {"conforms", "failed_again"} for each in same)
        stands = record is not None and now.records[record][0] in STANDS
        return served_on <= tried.on <= last and stands and not is_final
    return True
