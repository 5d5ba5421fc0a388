"""What the lawyer sees: the only user of PySide6 beside app."""
