"""Routing: who gets what, and why. A pure engine behind one journalled inbox."""
