"""Presenters: what services answer, as plain values that templates show."""
