"""Screening: many subjects looked up at once for one purpose, answered by a certificate."""
