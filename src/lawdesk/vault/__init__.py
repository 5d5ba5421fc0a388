"""Keys and sealed files: what keeps a practice unreadable to everybody else."""
