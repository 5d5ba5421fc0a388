"""What work costs: policies, agreements, expenses, discounts, shares. Rules without a database."""
