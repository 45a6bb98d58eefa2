"""A file of contacts brought by a person: measured in a process of its own, answered, forgotten."""
