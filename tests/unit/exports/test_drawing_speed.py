"""What makes drawing fast is there: reportlab finds its parts in C by name and never complains."""

from importlib import import_module


def test_reportlab_measures_and_escapes_in_c() -> None:
    chosen = import_module("reportlab.lib.rl_accel")
    in_c = {"fp_str", "instanceStringWidthTTF", "escapePDF", "calcChecksum"}
    assert {getattr(chosen, name).__module__ for name in in_c} == {"_rl_accel"}
