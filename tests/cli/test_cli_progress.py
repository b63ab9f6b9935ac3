import pytest

from credit_registry.cli.progress import WINDOW, Mark, Meter


def test_the_first_step_is_measured_from_the_start() -> None:
    assert Meter("rows").line(Mark(2.0, 1_000, 0.1)) == "rows 1,000 500/s 10 % 0:18 left"


def test_a_resumed_import_is_measured_by_what_it_does_and_not_by_what_it_passes_over() -> None:
    meter = Meter("rows")
    meter.line(Mark(1.0, 500_000, 0.5))
    assert meter.line(Mark(11.0, 510_000, 0.51)) == "rows 510,000 1,000/s 51 % 8:10 left"


def test_the_rate_is_that_of_the_last_steps() -> None:
    meter = Meter("rows")
    for step in range(1, 2 * WINDOW):
        meter.line(Mark(float(step), step, step / 1_000))
    slow = Mark(2.0 * WINDOW, 2 * WINDOW, 0.1)
    assert meter.line(slow).startswith("rows 100 1/s 10 % 15:00 left")


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_no_time_is_promised_where_the_share_does_not_grow(share: float) -> None:
    meter = Meter("rows")
    meter.line(Mark(1.0, 10, share))
    assert "left" not in meter.line(Mark(2.0, 20, share))


def test_nothing_is_shown_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    meter = Meter("rows")
    meter.show(1, 0.5)
    meter.end()
    assert capsys.readouterr() == ("", "")
