"""The demo: an invented French retailer, so that one person can play both sides in the first minute. Loopback only."""
