"""Papers about money owed: what follows an invoice."""
