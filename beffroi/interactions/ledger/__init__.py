"""The two ledgers: every interaction ends in one way, and so does every passage in a queue."""
