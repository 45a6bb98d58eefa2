"""Live: what a screen sees. A snapshot of rows per topic, then numbered patches; a gap is a new snapshot."""
