"""Progress and cancelling, as one callable.

Long work calls `report(done, total)` now and then. A cancelled task raises `errors.Cancelled`
from that call, so the work unwinds like after any other error.
"""

from collections.abc import Callable

Report = Callable[[int, int], None]


def silent(done: int, total: int) -> None:
    """A `Report` for work that nobody watches."""
