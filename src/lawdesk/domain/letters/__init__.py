"""Letters from templates on the practice's letterhead: language, values, paper."""
