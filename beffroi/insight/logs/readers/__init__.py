"""One reader per shape of file; a vendor's log has a reader of its own where a table of names is not enough."""
