"""How the lawyer bills, on the screen: policies, rates, agreements, expenses and budgets."""
