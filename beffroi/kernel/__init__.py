"""The kernel: clock, errors, journal, records, jobs, web. It knows no contact-centre word."""
