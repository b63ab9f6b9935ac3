import pytest

from credit_registry.exchange.money import Capital, capital


@pytest.mark.parametrize(
    ("text", "fen", "currency"),
    [
        ("2505.6833万人民币", 2_505_683_300, "CNY"),
        ("800(万元人民币)", 800_000_000, "CNY"),
        ("800（万元人民币）", 800_000_000, "CNY"),
        ("2,505(万美元)", 2_505_000_000, "USD"),
        ("７万人民币元", 7_000_000, "CNY"),
        ("50(万)", 50_000_000, "CNY"),
        ("15万元人民币", 15_000_000, "CNY"),
        ("人民币15万元", 15_000_000, "CNY"),
        ("3(万香港元)", 3_000_000, "HKD"),
        ("3万欧元", 3_000_000, "EUR"),
        ("1.5亿元", 15_000_000_000, "CNY"),
        ("100元", 10_000, "CNY"),
    ],
)
def test_capital_is_understood(text: str, fen: int, currency: str) -> None:
    assert capital(text) == Capital(fen, currency)


@pytest.mark.parametrize("text", ["", "N/A", "若干", "万元", "12万火星币", "0.0000001元"])
def test_other_text_is_not_guessed_at(text: str) -> None:
    assert capital(text) is None
