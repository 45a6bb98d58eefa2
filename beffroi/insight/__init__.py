"""Insight: what the figures were. Folds of the journal per queue and quarter-hour, and their history."""
