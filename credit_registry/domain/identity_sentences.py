"""What was met of an identity, in one sentence of each language."""

from collections.abc import Sequence

from credit_registry.domain.identity_matching import Feature, Trait

CLAUSES: dict[Trait, tuple[str, str]] = {
    Trait.CODE: ("代码相符", "the code is the same"),
    Trait.CODE_ONE_SLIP: ("代码只差一处", "the codes differ by one slip"),
    Trait.CODE_OTHER: ("代码不同", "the code is another"),
    Trait.NAME: ("名称相同", "the name is the same"),
    Trait.NAME_FORMER: ("与其曾用名相同", "the name is one it bore"),
    Trait.NAME_CORE: (
        "除组织形式外名称相同",
        "the name is the same but for the legal form",
    ),
    Trait.NAME_PART: ("一名称包含另一名称", "one name contains the other"),
    Trait.NAME_NEAR: ("名称相近", "the names are alike"),
    Trait.FORMER_NAME: ("曾用名相符", "the former name is met"),
    Trait.ADDRESS: ("地址相同", "the address is the same"),
    Trait.ADDRESS_PART: ("一地址包含另一地址", "one address contains the other"),
    Trait.ADDRESS_NEAR: ("地址相近", "the addresses are alike"),
    Trait.DIVISION: ("县区相同", "the division is the same"),
    Trait.DIVISION_OTHER: ("县区不同", "the division is another"),
}
"""What each trait says."""

CERTAIN = ("可以确定为同一主体", "It is the same subject")
CHOSEN = ("由查询人选定为所指主体", "Whoever asked chose it as the one that is meant")
OPEN = ("不能仅凭此确定为同一主体", "That alone does not make it the same subject")
NOTHING_MET = ("未比对到相符之处", "Nothing of it was met")


def clause(trait: Trait, language: str) -> str:
    """What a trait says in `zh` or `en`."""
    return CLAUSES[trait][language == "en"]


def sentence(
    features: Sequence[Feature], *, is_certain: bool, is_chosen: bool = False
) -> tuple[str, str]:
    """The sentence in Chinese and English: what was met, and what follows from it."""
    end_zh, end_en = (CHOSEN if is_chosen else CERTAIN) if is_certain else OPEN
    met = [CLAUSES[feature.trait] for feature in features] or [NOTHING_MET]
    zh = "，".join(each for each, _ in met)
    en = ", ".join(each for _, each in met)
    return f"{zh}；{end_zh}。", f"{en[:1].upper()}{en[1:]}. {end_en}."
