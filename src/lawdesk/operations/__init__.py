"""What the lawyer does: one verb, one transaction; no Qt, no files, no network."""
