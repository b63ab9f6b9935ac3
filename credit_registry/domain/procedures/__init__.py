"""Proceedings about a record, an entry or a subject: each kind a table of states and steps."""
