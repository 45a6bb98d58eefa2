"""Reports to keep: what was measured, as pages and as a workbook."""
