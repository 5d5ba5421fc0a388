"""What comes in: hostile bytes in, frozen rows out."""
