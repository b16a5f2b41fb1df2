"""Sentences that may answer, weighed; what is refused, what is quoted."""
