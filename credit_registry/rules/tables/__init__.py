"""Rule sets as tables, in a workbook and on a screen, row by row and without loss."""
