"""Sentences in Chinese and English on what a use profile came to."""

from collections.abc import Iterator

from credit_registry.domain.labels import label
from credit_registry.domain.sources import Source
from credit_registry.domain.uses import Outcome
from credit_registry.rules.profiles.profile_findings import Ground, ProfileFinding, Reason
from credit_registry.rules.profiles.profiles import Profile
from credit_registry.rules.rule_sets import Wording
from credit_registry.rules.sentences import Sentence, day_zh
from credit_registry.rules.words.explanations import LACKS

OUTCOMES = {
    Outcome.NO_BAR_FOUND: Wording(
        "截至{day}，在本系统所载信息中未发现{use}用途的禁止情形。",
        "As of {day}, no bar to the use “{use}” was found in what this registry holds.",
    ),
    Outcome.NEEDS_REVIEW: Wording(
        "截至{day}，就{use}用途有下列情形须由使用单位审核；本系统未认定其构成禁止。",
        "As of {day}, whoever decides on the use “{use}” has to review what follows; this registry "
        "does not find that it is a bar.",
    ),
    Outcome.BARRED: Wording(
        "截至{day}，就{use}用途有下列依所引条款或者措施构成禁止的情形，范围以所引依据为限。",
        "As of {day}, what follows bars the use “{use}”, as far as the clause or the measure cited "
        "reaches.",
    ),
}
NO_CERTIFICATE = Sentence(
    None,
    "本结果只反映本系统所载信息，不是证明，也不代替使用单位依法作出的审查。",
    "This tells only what this registry holds. It is no certificate, and does not stand for the "
    "examination that whoever uses it has to make by law.",
)

FOR_INFORMATION = Sentence(
    None,
    "本用途条件仅供参考，不认定任何禁止；是否使用由使用单位自主决定。",
    "This profile is for information alone and finds no bar; whoever uses it decides freely.",
)
UNUSED = Sentence(
    None,
    "公示期届满、已修复、已撤回或者已撤销的记录不用于核查。",
    "Records that are past their display, restored, withdrawn or annulled are not used.",
)


def explain(profile: Profile, finding: ProfileFinding) -> tuple[Sentence, ...]:
    """The outcome first, then every reason in its order, then what is lacking."""
    return tuple(_sentences(profile, finding))


def _sentences(profile: Profile, finding: ProfileFinding) -> Iterator[Sentence]:
    first, *rest = summary(profile, finding)
    yield first
    for reason in finding.reasons:
        yield from reason_sentences(reason)
    yield from gaps(profile, finding)
    yield from rest


def summary(profile: Profile, finding: ProfileFinding) -> Iterator[Sentence]:
    """The outcome, when it can change, and what it is not."""
    words, on = OUTCOMES[finding.outcome], finding.as_of
    yield Sentence(
        None,
        words.zh.format(day=day_zh(on), use=profile.title.zh),
        words.en.format(day=on.isoformat(), use=profile.title.en),
    )
    if profile.is_information_only:
        yield FOR_INFORMATION
    if finding.next_change_on is not None:
        following = finding.next_change_on
        yield Sentence(
            None,
            f"如无新的记录，结果最早于{day_zh(following)}可能变化。",
            f"Without new records, this can next change on {following.isoformat()}.",
        )
    yield NO_CERTIFICATE


def reason_sentences(reason: Reason) -> Iterator[Sentence]:
    """What one row found: its meaning, each record or entry, and until when it stands."""
    outcome_zh, outcome_en = label(reason.outcome, "zh"), label(reason.outcome, "en").lower()
    sources = [cited(source) for source in reason.sources]
    yield Sentence(
        reason.row,
        f"{reason.title.zh}：{outcome_zh}。依据：{'；'.join(each.zh for each in sources)}。",
        f"{reason.title.en}: {outcome_en}. Basis: {'; '.join(each.en for each in sources)}.",
    )
    for ground in reason.grounds:
        yield _ground(reason.row, ground)
    if reason.until is not None:
        yield Sentence(
            reason.row,
            f"该情形计至{day_zh(reason.until)}（含当日）。",
            f"It stands until {reason.until.isoformat()}, that day included.",
        )


def cited(source: Source) -> Wording:
    """A source with how far it was checked; an article that nobody has read is not named."""
    zh, en = label(source.verification, "zh"), label(source.verification, "en").lower()
    return Wording(f"{source.text_zh}（{zh}）", f"{source.text_en} ({en})")


def _ground(row: str, ground: Ground) -> Sentence:
    """One record or entry."""
    number_zh = f"（{ground.document_number}）" if ground.document_number else ""
    number_en = f" ({ground.document_number})" if ground.document_number else ""
    hidden_zh = "" if ground.is_public else "；该记录未公开，不据以认定禁止"
    hidden_en = "" if ground.is_public else "; it is not public and bars nothing by itself"
    return Sentence(
        row,
        f"《{ground.title.zh or '记录'}》{number_zh}，自{day_zh(ground.since)}起{hidden_zh}。",
        f"“{ground.title.en or 'Record'}”{number_en}, from {ground.since.isoformat()}{hidden_en}.",
    )


def gaps(profile: Profile, finding: ProfileFinding) -> Iterator[Sentence]:
    """What was not looked at, or not seen in full."""
    for unheld in profile.unheld:
        yield Sentence(None, f"未查：{unheld.zh}。", f"Not looked at: {unheld.en}.")
    if finding.undelivered:
        zh = "、".join(label(kind, "zh") for kind in finding.undelivered)
        en = ", ".join(label(kind, "en").lower() for kind in finding.undelivered)
        yield Sentence(
            None,
            f"来源尚未完整报送，只查已收到的记录：{zh}。",
            f"Not delivered in full, so that only what came was looked at: {en}.",
        )
    for missing in finding.missing:
        lack = LACKS[missing.lack]
        yield Sentence(None, f"{lack.zh}。", f"{lack.en[0].upper()}{lack.en[1:]}.")
    yield UNUSED
