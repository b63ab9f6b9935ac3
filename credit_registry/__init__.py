"""The registry of enterprises' quality credit."""
