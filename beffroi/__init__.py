"""Beffroi: an open-source contact centre."""
