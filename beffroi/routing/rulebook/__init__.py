"""What people set: reasons, calendars, what customers are told, queues' rules. It reaches the engine by news."""
