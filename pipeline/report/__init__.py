"""Results for people and programs: lines, terminal, Markdown, tables, pictures."""
