"""The filters above a list, and its orders: each with what is chosen and where it leads."""

from collections.abc import Iterable
from datetime import date

from credit_registry.domain.divisions import DivisionLevel
from credit_registry.law.editions import Edition
from credit_registry.services.public_lists.list_questions import ListOrder
from credit_registry.web.site.addresses import same_page
from credit_registry.web.site.forms.lists import Asked
from credit_registry.web.site.presenters.fields import FieldItem, Option, filtering
from credit_registry.web.site.voices import Voice

ORDERS = {
    ListOrder.NEWEST: "list.sort_newest",
    ListOrder.OLDEST: "list.sort_oldest",
    ListOrder.NAME: "list.sort_name",
}
YEARS = 10
ABOVE = frozenset({DivisionLevel.PROVINCE, DivisionLevel.PREFECTURE})
"""Levels above those that a city's enterprises are told apart by."""


def fields(asked: Asked, edition: Edition, day: date, voice: Voice) -> tuple[FieldItem, ...]:
    """The filters in the order in which they are asked for."""
    anything = ("", voice.say("list.filter_any"))
    years = [(str(year), str(year)) for year in range(day.year, day.year - YEARS, -1)]
    return (
        filtering("q", "line", "list.filter_q", asked.form),
        filtering("division", "choice", "list.filter_division", asked.form,
              (anything, *_divisions(edition, day, voice))),
        filtering("industry", "choice", "list.filter_industry", asked.form,
              (anything, *_industries(edition, voice))),
        filtering("year", "choice", "list.filter_year", asked.form, (anything, *years)),
        filtering("decided_from", "day", "list.filter_from", asked.form),
        filtering("decided_to", "day", "list.filter_to", asked.form),
    )  # fmt: skip


def orders(asked: Asked, voice: Voice) -> tuple[tuple[str, str, bool], ...]:
    """The orders: what each is called, its address, whether it is chosen."""
    chosen = asked.wanted.question.order
    return tuple(
        (
            voice.say(key),
            same_page(sort=None if order is ListOrder.NEWEST else order.value, after=None),
            order is chosen,
        )
        for order, key in ORDERS.items()
    )


def _divisions(edition: Edition, day: date, voice: Voice) -> Iterable[Option]:
    """The districts and counties of the day."""
    for division in edition.divisions.on(day):
        if division.level not in ABOVE:
            name = voice.either(division.name, division.name_en or division.name)
            yield division.key, name


def _industries(edition: Edition, voice: Voice) -> Iterable[Option]:
    """The sections of GB/T 4754."""
    for section in edition.industries:
        yield section.letter, f"{section.letter} {voice.either(section.name, section.name_en)}"
