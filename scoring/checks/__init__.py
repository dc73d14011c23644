"""One check a file: what a family of clauses asks of a handling."""
