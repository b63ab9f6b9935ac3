"""The search for garbage rests while a slice is written, and goes on after it."""

from __future__ import annotations

import gc

import pytest

from credit_registry.services.collection_pauses import paused


def test_the_search_goes_on_when_the_last_pause_has_ended() -> None:
    with paused():
        with paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_slice_that_fails_ends_its_pause() -> None:
    with pytest.raises(LookupError), paused():
        raise LookupError
    assert gc.isenabled()
