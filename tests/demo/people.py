"""Who and what the demo is about, as several of its chapters name them."""

from __future__ import annotations

CLIENT = "Maria Alvarez"
MATTER = "Alvarez v. Northgate"
JOINERY = "Byrne Joinery Ltd"
DEBTOR_MATTER = "Byrne Joinery v. Harcourt Developments"
