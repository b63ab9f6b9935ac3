from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest
import yaml

from credit_registry.domain.deadlines import ReminderLevel
from credit_registry.domain.events import EventKind
from credit_registry.domain.kinds.fields import FieldType
from credit_registry.domain.listings import PUBLIC_COLOURS, ListingStatus
from credit_registry.domain.measures import Family
from credit_registry.domain.procedures.measures import MEASURE
from credit_registry.domain.uses import Outcome
from credit_registry.web.displays import Display
from credit_registry.web.site import texts
from credit_registry.web.site.forms import (
    account_files,
    endings,
    erasures,
    mistake_reports,
    objections,
    proceedings,
    restoration_applications,
    rule_changes,
    steps,
    subjects,
)
from credit_registry.web.site.forms.account_files import AccountAct
from credit_registry.web.site.forms.subjects import SubjectAct
from credit_registry.web.site.presenters import (
    checks,
    measure_notices,
    problems,
    results,
    version_words,
)
from credit_registry.web.site.views import challenges
from search_index.queries import QueryKind
from search_index.syntax import AskedField

NAMES_IN_CHINESE = re.compile(r"\{[^}]*\}|WCAG|JSON|Cookie|OpenAPI|XLSX|Lines|gzip|SHA-256|Ctrl")
"""Names that Chinese text writes in Latin letters."""

SITE = Path(texts.__file__).parent
KEY = re.compile(r"""["']([a-z_]+\.[a-z_0-9]+)["']""")
"""A key as code and templates write it; what is written otherwise is one of FAMILIES."""

CHECK_FAULTS = ("too_long", "personal_number", "nothing_asked", "no_id")
CHECK_FACTS = ("digest", "algorithm", "position", "law", "profile", "index", "audience")
PAIR_ACTS = ("differ", "reopen")
FAMILIES: dict[str, tuple[str, ...]] = {
    "account_act": tuple(AccountAct),
    "account_consequence": tuple(AccountAct),
    "case": tuple(status.value for status in ListingStatus),
    "check": (
        *(f"column_{name}" for name in checks.COLUMNS),
        *(f"answer_{outcome.value}" for outcome in Outcome),
        *(f"audience_{name}" for name in ("public", "internal")),
        *(f"fault_{reason}" for reason in CHECK_FAULTS),
        *(f"fact_{name}" for name in CHECK_FACTS),
    ),
    "column": (
        *version_words.DAYS,
        *version_words.CODED,
        *version_words.WORDED,
        "title",
        "item_serial",
        "amount_fen",
        "score_centi",
    ),
    "consequence": tuple(step.value for step in steps.FIELDS),
    "step": tuple(step.value for step in steps.FIELDS),
    "measures": tuple(f"lead_{family}" for family in Family),
    "notices": (
        *(f"count_{name}" for name in measure_notices.COUNTED),
        *(f"is_{state}" for state in MEASURE.states),
        *(f"consequence_{step}" for step in measure_notices.REPORTS),
    ),
    "deadline": (
        *(f"{state}{late}" for state in ("running", "met") for late in ("", "_late")),
        "dropped",
    ),
    "reminder": ("due", *ReminderLevel),
    "enterprise": (
        "grade",
        "lists",
        "records",
        "commitments",
        "merits",
        "registration",
        "history",
    ),
    "facet": results.FACETS,
    "frame": tuple(f"display_{display}" for display in Display),
    "happening": tuple(kind.value for kind in EventKind),
    "list": tuple(f"lead_{colour.value}" for colour in PUBLIC_COLOURS),
    "asked_field": tuple(AskedField),
    "dismissals": ("ended", "holds", "over", "reopened"),
    "pairs": (
        *(f"{act}{part}" for act in PAIR_ACTS for part in ("", "_follows", "_yes", "_done")),
        *("none", "changed", "late"),
    ),
    "profile": tuple(f"means_{outcome.value}" for outcome in Outcome),
    "problem": tuple(f"{part}_{code}" for code in problems.TOLD for part in ("title", "lead")),
    "settle": tuple(SubjectAct),
    "settle_done": tuple(SubjectAct),
    "settle_lead": tuple(SubjectAct),
    "sort": results.SORTS,
    "type": tuple(FieldType),
    "understood": (*(kind.value for kind in QueryKind), "within", "excluded"),
}
"""Keys that are put together from a value; here with every value that there is."""

REPORTED = (
    mistake_reports.REASON,
    mistake_reports.TOLD,
    mistake_reports.CODE,
    mistake_reports.ANSWER,
)

FIELDS = frozenset({"as_of", "known_at", "state", "ending_reason", "return_reason"}).union(
    *steps.FIELDS.values(),
    proceedings.FIELDS,
    {objections.ABOUT, objections.NOTE, challenges.FORUM},
    {objections.ABOUT, objections.NOTE},
    restoration_applications.FIELDS,
    endings.FIELDS,
    *subjects.FIELDS.values(),
    mistake_reports.FIELDS,
    erasures.FIELDS,
    rule_changes.FIELDS,
    account_files.FIELDS,
)
"""Fields whose label and hint are looked up by their names."""

FILES = (".html", ".css", ".js", ".svg", ".csv", ".yaml")
OTHERS = frozenset(
    {
        "api.documentation",
        "api.documentation_en",
        "crawled.sitemap",
        "crawled.sitemap_of_pages",
        "crawled.sitemap_of_enterprises",
    }
)
"""What looks like a key and is the name of a route."""


def sources() -> list[str]:
    paths = [*SITE.rglob("*.py"), *SITE.rglob("*.html")]
    return [path.read_text("utf-8") for path in paths]


def written_keys() -> set[str]:
    found = {key for source in sources() for key in KEY.findall(source)}
    return {key for key in found if not key.endswith(FILES)} - OTHERS


def made_keys() -> set[str]:
    return {f"{family}.{name}" for family, names in FAMILIES.items() for name in names}


def test_every_key_that_is_written_is_in_the_catalogue() -> None:
    assert written_keys() - texts.catalogue().keys() == set()


def test_every_key_that_is_put_together_is_in_the_catalogue() -> None:
    named = {f"{part}.{name}" for part in ("field", "hint") for name in FIELDS}
    assert (made_keys() | named) - texts.catalogue().keys() == set()


def test_every_family_of_keys_is_known_here() -> None:
    calls = re.compile(r"""(?:say|t)\(\s*(?:f["']([a-z_]+)\.|["']([a-z_]+)\.["'] ~)""")
    found = {one or other for source in sources() for one, other in calls.findall(source)}
    assert found == FAMILIES.keys() | {"field", "hint"}


def test_every_text_is_used() -> None:
    literals = {
        name for source in sources() for name in re.findall(r"""["']([a-z_]+)["']""", source)
    }
    named = {f"{part}.{name}" for part in ("field", "hint") for name in literals}
    assert texts.catalogue().keys() - written_keys() - made_keys() - named == set()


def test_both_languages_say_it_with_the_same_values() -> None:
    for key, message in texts.catalogue().items():
        assert set(message) - {texts.SINGULAR} == set(texts.LANGUAGES), key
        assert placeholders(message["zh"]) == placeholders(message["en"]), key
        assert placeholders(message.get("one", "")) <= placeholders(message["en"]), key


def test_chinese_is_chinese_and_english_is_english() -> None:
    messages = dict(texts.catalogue())
    assert messages.pop("frame.other_language") == {"zh": "English", "en": "中文"}
    for key, message in messages.items():
        assert not re.search(r"[\u4e00-\u9fff]", message["en"]), key
        assert not re.search(r"[A-Za-z]{4,}", NAMES_IN_CHINESE.sub("", message["zh"])), key


def placeholders(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name}


def test_a_key_that_stands_in_two_files_is_refused(tmp_path: Path) -> None:
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / name).write_text(yaml.safe_dump({"a.b": {"zh": "甲", "en": "A"}}))
    with pytest.raises(ValueError, match=r"two\.yaml"):
        texts.gathered(tmp_path)


def test_no_file_says_a_key_twice() -> None:
    written = [
        key
        for path in (SITE / "texts").iterdir()
        for key in re.findall(r"^([a-z_]+\.\w+):", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert sorted(written) == sorted(texts.catalogue())


def test_one_thing_is_spoken_of_in_the_singular() -> None:
    assert texts.text("en", "results.count", {"count": 1}) == "1 subject found"
    assert texts.text("en", "results.count", {"count": 1200}) == "1,200 subjects found"
    assert texts.text("zh", "results.count", {"count": 1}) == "找到 1 个主体"
