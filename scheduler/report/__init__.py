"""All files of a planned week: tables, charts, workbook, measures."""
