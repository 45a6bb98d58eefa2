"""Views: from the committed routing state, names and counters to the rows of a topic. Pure: same facts, same rows."""
