"""Bytes to records and records to bytes: CSV, XLSX, JSON Lines; pure."""
