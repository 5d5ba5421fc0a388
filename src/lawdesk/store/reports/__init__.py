"""What reports are reckoned from, read out of the ledger and the records."""
