"""Hours: when a place is open, in its own zone, with its exceptions and public holidays. Pure."""
