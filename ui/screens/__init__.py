"""Whole screens, each reached from `app.py`."""
