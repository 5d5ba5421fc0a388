"""Papers about what work costs: the policy sheet, the closing statement."""
