"""Quality awards and what each brings its winner, through their history."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from credit_registry.domain.records import Level
from credit_registry.domain.sources import Source, read_source
from credit_registry.law.periods import read_day

FEN_A_YUAN = 100


@dataclass(frozen=True, slots=True)
class Reward:
    """What an award brings once while the rule is in force; `most_a_year` winners where limited."""

    since: date
    until: date | None
    fen: int
    most_a_year: int | None
    source: Source


@dataclass(frozen=True, slots=True)
class Award:
    """One award; `award_class` is the class under which its honours are kept."""

    code: str
    label_zh: str
    label_en: str
    level: Level
    award_class: str
    rewards: tuple[Reward, ...]

    def reward_on(self, day: date) -> Reward | None:
        """The reward of an award granted on the day; None where no rule states one."""
        for reward in self.rewards:
            if reward.since <= day and (reward.until is None or day <= reward.until):
                return reward
        return None


def read_awards(rows: list[dict[str, Any]]) -> dict[str, Award]:
    """The awards by code. Raises ValueError where two rewards of one award overlap."""
    awards = (_award(row) for row in rows)
    return {award.code: award for award in awards}


def _award(row: dict[str, Any]) -> Award:
    """One award from its YAML."""
    rewards = tuple(_reward(each) for each in row["rewards"])
    for earlier, later in pairwise(rewards):
        if earlier.until is None or earlier.until >= later.since:
            raise ValueError(f"The award {row['code']} has two rewards on {later.since}.")
    return Award(
        code=row["code"],
        label_zh=row["label_zh"],
        label_en=row["label_en"],
        level=Level(row["level"]),
        award_class=row["award_class"],
        rewards=rewards,
    )


def _reward(row: dict[str, Any]) -> Reward:
    """One reward from its YAML."""
    return Reward(
        since=row["since"],
        until=read_day(row["until"]),
        fen=int(row["yuan"]) * FEN_A_YUAN,
        most_a_year=row["most_a_year"],
        source=read_source(row["source"]),
    )
