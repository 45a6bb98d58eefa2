"""Who is outside: customers, and the addresses by which they reach us."""
