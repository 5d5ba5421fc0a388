"""Widgets that know no business: tables, fields, charts, bars."""
