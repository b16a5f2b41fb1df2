"""Candidates, scores, silence, and the sentence that is shown."""
