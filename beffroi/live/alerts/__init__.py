"""Alerts: a figure stands beyond its limit for a while, and somebody is told: on screen, by e-mail, by a webhook."""
