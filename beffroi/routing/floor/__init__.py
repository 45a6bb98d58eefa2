"""What people do on the floor: acts that are written down first, can be explained, and mostly undone."""
