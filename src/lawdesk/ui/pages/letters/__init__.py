"""Writing letters, the templates they start from, and the letterhead they are drawn on."""
