"""What the lawyer does about money owed."""
