"""What the manuals' clauses bring about, shown through the public engine: each table states its own expectations."""
