"""What leaves the office: bytes for the outside; never opens the database."""
