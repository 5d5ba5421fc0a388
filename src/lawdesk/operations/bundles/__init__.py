"""Bundles for clients: what is offered, planned, recorded and handed over."""
