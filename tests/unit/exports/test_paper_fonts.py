"""The faces of the paper, asked for by several workers at the same moment."""

from __future__ import annotations

import subprocess
import sys

# A fresh interpreter, because faces are registered once in a process.
SEVERAL_AT_ONCE = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from lawdesk.exports.paper_fonts import REGULAR, SEMIBOLD, drawing_lock, face
import reportlab.pdfbase.ttfonts
sys.setswitchinterval(0.00001)
ready = Barrier(8)

def ask(number):
    ready.wait()
    return id(drawing_lock()), face(REGULAR if number % 2 else SEMIBOLD).name

with ThreadPoolExecutor(8) as pool:
    answers = list(pool.map(ask, range(8)))
assert len({lock for lock, _name in answers}) == 1
print(len({name for _lock, name in answers}))
"""


def test_workers_that_draw_at_once_register_each_face_once() -> None:
    for _try in range(3):
        told = subprocess.run(
            [sys.executable, "-c", SEVERAL_AT_ONCE], capture_output=True, text=True, check=False
        )
        assert told.stderr == ""
        assert told.stdout == "2\n"
