"""Honest answers from a back-pain diary and a stretching log."""
