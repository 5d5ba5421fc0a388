"""What the lawyer does about how work is charged."""
