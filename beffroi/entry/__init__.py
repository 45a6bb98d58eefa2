"""The door every channel opens interactions by."""
