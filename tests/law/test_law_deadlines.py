"""Periods by code: what an edition lacks is said in a sentence, never a fault of ours."""

import pytest

from credit_registry.domain.errors import Unlawful
from credit_registry.law.editions import parse, read_seeds


def test_a_period_that_an_edition_lacks_is_named_with_what_to_do() -> None:
    deadlines = parse(read_seeds()).deadlines
    assert deadlines["listing_statement"].code == "listing_statement"
    assert "nothing_such" not in deadlines
    with pytest.raises(Unlawful, match="nothing_such; load the new one"):
        deadlines["nothing_such"]
