"""A grade as the page shows it: never a bare letter, and only where it may be shown."""

from collections.abc import Callable
from dataclasses import dataclass

from credit_registry.domain.opaque_ids import to_public
from credit_registry.services.files.surroundings import Surroundings
from credit_registry.services.grading.evaluations import DimensionView, FindingView, GradeCard
from credit_registry.services.grading.peers import Peers
from credit_registry.web.site.addresses import here
from credit_registry.web.site.voices import Voice

NOT_GRADED = "N"
WHOLE = 100
SHORT = 12
"""So much of a version's digest is shown."""
Leads = Callable[[int], str]
"""Where a record stands."""


def on_page(record_id: int) -> str:
    """A record that stands on the same page."""
    return f"#r-{to_public(record_id)}"


@dataclass(frozen=True, slots=True)
class Bar:
    """One dimension: its points of its maximum, and how long its bar is out of a hundred.

    `median` is of its industry, empty where none is told; `median_at` is its place on the bar.
    """

    label: str
    score: str
    maximum: str
    length: int
    median: str
    median_at: int


@dataclass(frozen=True, slots=True)
class Reason:
    """What one rule found; `records` are addresses within the page with the words for them.

    `source` is the rule's clause, empty where a sentence cites it already.
    """

    title: str
    source: str
    points: str
    sentences: tuple[str, ...]
    records: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Grade:
    """The card of a grade; `letter` is empty where nothing is shown, and `words` says why."""

    letter: str
    score: str
    words: str
    sentence: str
    look: str
    title: str
    basis: str
    rules_address: str
    bars: tuple[Bar, ...]
    bars_caption: str
    has_medians: bool
    version: str
    summary: tuple[str, ...]
    reasons: tuple[Reason, ...]


def grade(
    card: GradeCard, voice: Voice, leads: Leads = on_page, around: Surroundings | None = None
) -> Grade:
    """The grade card of a credit file; `leads` says where a record stands.

    With what is `around` the file, each dimension is seen against its industry.
    """
    shown = card.is_shown and bool(card.grade)
    is_graded = shown and card.score_centi is not None
    words, sentence = _words(card, voice, is_shown=shown)
    basis = voice.either(card.basis_zh, card.basis_en)
    peers = around.peers if around else None
    return Grade(
        letter=card.grade if shown else "",
        score=voice.score(card.score_centi) if is_graded else "",
        words=words,
        sentence=sentence,
        look=f"grade-{card.grade.lower()}" if shown else "",
        title=voice.either(card.title_zh, card.title_en),
        basis=voice.say("grade.basis", basis=basis) if shown and basis else "",
        rules_address=here("rule_set", version=card.rule_set_version) if shown else "",
        bars=tuple(_bar(each, peers, voice) for each in card.dimensions) if shown else (),
        bars_caption=_caption(around, voice),
        has_medians=peers is not None,
        version=card.rule_set_version[:SHORT] if shown else "",
        summary=(card.summary_en if voice.language == "en" else card.summary_zh),
        reasons=tuple(_reason(each, voice, leads) for each in card.findings) if shown else (),
    )


def line(letter: str | None, score_centi: int | None, voice: Voice) -> str:
    """A grade in one line of a list of hits; empty where none may be shown."""
    if letter is None:
        return ""
    if score_centi is None:
        return voice.say("grade.line_none", letter=letter)
    return voice.say("grade.line", letter=letter, score=voice.score(score_centi))


def _words(card: GradeCard, voice: Voice, *, is_shown: bool) -> tuple[str, str]:
    """What stands beside the letter, and the sentence for the head of the page."""
    if not card.is_shown:
        return voice.say("grade.withheld"), voice.say("grade.sentence_withheld")
    if not is_shown:
        return voice.say("grade.no_rules"), voice.say("grade.sentence_none")
    day = voice.day(card.as_of)
    if card.score_centi is None:
        return voice.say("grade.words_none", day=day), voice.say("grade.sentence_none")
    score = voice.score(card.score_centi)
    sentence = voice.say("grade.sentence", letter=card.grade, score=score)
    return voice.say("grade.words", score=score, day=day), sentence


def _caption(around: Surroundings | None, voice: Voice) -> str:
    """What the bars say, and of whom the medians are."""
    section = around.section if around else None
    if around is None or section is None or around.peers is None:
        return voice.say("grade.bars")
    return voice.say(
        "grade.bars_with_medians",
        industry=voice.either(section.name, section.name_en),
        count=around.peers.enterprises,
        day=voice.day(around.peers.as_of),
    )


def _bar(dimension: DimensionView, peers: Peers | None, voice: Voice) -> Bar:
    """One dimension."""
    points = dimension.score_centi
    median = peers.medians.get(dimension.code) if peers else None
    return Bar(
        label=voice.either(dimension.label_zh, dimension.label_en),
        score=voice.say("grade.no_data") if points is None else voice.score(points),
        maximum=voice.score(dimension.maximum_centi),
        length=_share(points, dimension.maximum_centi),
        median=voice.score(median),
        median_at=_share(median, dimension.maximum_centi),
    )


def _share(points: int | None, most: int) -> int:
    """How much of the maximum it is, out of a hundred."""
    return 0 if points is None else max(0, min(WHOLE, WHOLE * points // max(most, 1)))


def _reason(finding: FindingView, voice: Voice, leads: Leads) -> Reason:
    """One rule's finding."""
    most = finding.maximum_centi
    points = voice.score(finding.points_centi)
    sentences = finding.sentences_en if voice.language == "en" else finding.sentences_zh
    source = voice.either(finding.source_zh, finding.source_en)
    return Reason(
        title=voice.either(finding.title_zh, finding.title_en),
        source="" if any(source in sentence for sentence in sentences) else source,
        points=f"{points} / {voice.score(most)}" if most else "",
        sentences=sentences,
        records=tuple(
            (leads(number), voice.say("grade.record", count=place))
            for place, number in enumerate(finding.record_ids, start=1)
        ),
    )
