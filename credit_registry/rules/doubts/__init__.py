"""What is doubtful in a rule set: gaps, overlaps, rows that never fire, limits that never bind."""
