"""Proceedings along their tables of steps: what each kind asks, and what follows from it."""
