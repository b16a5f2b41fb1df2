"""Figures as tables, and the report: `python -m eval report`."""
