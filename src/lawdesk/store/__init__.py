"""What is remembered: every line of SQL, and the only user of sqlcipher3."""
