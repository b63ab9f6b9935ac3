"""Accounts, how people and programs sign in, what they read, and their identity numbers."""
