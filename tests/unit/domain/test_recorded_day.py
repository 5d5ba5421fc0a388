"""Which stretches of a day belong to nobody."""

from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.recorded_day import LEAST_GAP_SECONDS, Stretch, find_gaps

STRETCHES = st.lists(
    st.builds(
        lambda start, length: Stretch(start, start + length),
        st.integers(0, 9000),
        st.integers(0, 3000),
    )
)


def test_a_pause_of_five_minutes_is_a_gap_and_a_shorter_one_is_not() -> None:
    assert find_gaps([Stretch(0, 600), Stretch(900, 1200), Stretch(1499, 2000)]) == [
        Stretch(600, 900)
    ]


def test_order_and_overlap_do_not_matter() -> None:
    assert find_gaps([Stretch(3000, 4000), Stretch(0, 2000), Stretch(500, 600)]) == [
        Stretch(2000, 3000)
    ]


def test_before_the_first_and_after_the_last_there_is_no_gap() -> None:
    assert find_gaps([]) == []
    assert find_gaps([Stretch(5000, 6000)]) == []


@given(STRETCHES)
def test_a_gap_touches_nothing_that_is_recorded(recorded: list[Stretch]) -> None:
    for gap in find_gaps(recorded):
        assert gap.seconds >= LEAST_GAP_SECONDS
        assert not any(piece.start < gap.end and gap.start < piece.end for piece in recorded)
