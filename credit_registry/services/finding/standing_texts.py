"""Hits on texts with days of their own, held against the database: the index may be behind."""

from dataclasses import replace
from itertools import chain

from sqlalchemy.orm import Session

from credit_registry.law.editions import Edition
from credit_registry.services.subjects import representations, subject_windows
from credit_registry.store.views import View
from search_index.documents import WINDOW_TEXTS
from search_index.results import Results


def kept(session: Session, results: Results, view: View, edition: Edition) -> Results:
    """The results without hits on a text that no longer stands, where the index is behind."""
    by_text = [hit for hit in results.hits if hit.field.value in WINDOW_TEXTS]
    if not by_text:
        return results
    ids = [int(hit.id) for hit in by_text]
    sources = representations.sources(session, ids)
    everyone = [*ids, *chain.from_iterable(sources.values())]
    windows = subject_windows.windows_of(session, everyone, edition)
    day = view.today.toordinal()
    gone = {
        hit.id
        for hit, number in zip(by_text, ids, strict=True)
        if not any(
            window.text == hit.matched_text and window.is_shown_on(day)
            for one in (number, *sources.get(number, ()))
            for window in windows.get(one, ())
        )
    }
    return replace(results, hits=tuple(hit for hit in results.hits if hit.id not in gone))
