"""The pages of a bundle that is read outside a browser: ours, and those of the papers in it."""
