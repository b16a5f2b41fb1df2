"""A rival that needs an environment of its own; run by hand, outside CI."""
