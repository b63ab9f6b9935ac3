"""The kinds of record: one module each, and the catalogue that names them."""
