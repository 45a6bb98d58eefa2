"""What happened: interactions, messages, cases, and the words for their events."""
