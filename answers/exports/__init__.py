"""Answers and dossiers as files."""
