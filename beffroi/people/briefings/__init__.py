"""Briefings: the note a supervisor leaves for teams, shown when agents sign in and acknowledged by each."""
