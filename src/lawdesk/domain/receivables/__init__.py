"""What is owed and what happens to it: payments, arrears, interest, reminders, disputes."""
