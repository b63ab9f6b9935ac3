"""The invented city's history, replayed through the services that officers use."""
