"""One file per page or editor."""
