"""What a letterhead may hold."""

from __future__ import annotations

import pytest

from lawdesk.domain.letterhead import Letterhead, checked_letterhead
from lawdesk.errors import FieldError


def test_lines_are_kept_as_typed_but_for_their_ends() -> None:
    head = checked_letterhead(Letterhead(lines="  Family law\n\nMediation \n", footer="\n"))
    assert head.head_lines == ("Family law", "Mediation")
    assert head.footer_lines == ()
    assert not head.is_empty
    assert Letterhead().is_empty


@pytest.mark.parametrize(
    ("head", "field"),
    [
        (Letterhead(picture=b"x" * 2_000_001, picture_width=9, picture_height=9), "picture"),
        (Letterhead(picture=b"x"), "picture"),
        (Letterhead(picture=b"x", picture_width=9, picture_height=4001), "picture"),
        (Letterhead(picture_width=9, picture_height=9), "picture"),
        (Letterhead(picture=b"x", picture_width=-1, picture_height=9), "picture"),
        (Letterhead(lines="a\nb\nc\nd\ne"), "lines"),
        (Letterhead(footer="x" * 1001), "footer"),
    ],
)
def test_what_does_not_fit_is_refused(head: Letterhead, field: str) -> None:
    with pytest.raises(FieldError) as refused:
        checked_letterhead(head)
    assert refused.value.field == field
