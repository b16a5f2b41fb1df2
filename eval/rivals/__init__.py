"""Rivals that need an environment of their own; run by hand, outside CI."""
