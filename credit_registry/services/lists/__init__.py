"""Entries on lists, step by step, with what follows from them and where their end must reach."""
