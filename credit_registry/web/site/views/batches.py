"""Deliveries on the desk: taken in, with their receipts."""
