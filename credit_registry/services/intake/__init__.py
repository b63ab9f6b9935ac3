"""How deliveries come in: slices of rows, matched by set, written as versions under one event."""
