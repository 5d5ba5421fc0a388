"""The page about money owed: arrears, reminders, disputes, payment plans, interest, statements."""
