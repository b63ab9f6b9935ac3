"""Tables and set-based queries over SQLAlchemy."""
