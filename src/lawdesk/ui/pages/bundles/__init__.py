"""Bundles: what goes in, writing it, handing it over, and the log of them."""
