"""Executing bodies, and the notices of measures as they and officers see them."""
