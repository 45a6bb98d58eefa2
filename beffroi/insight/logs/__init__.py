"""Logs of other systems, read and measured: `measure.py` puts it together, `verb.py` is the command."""
