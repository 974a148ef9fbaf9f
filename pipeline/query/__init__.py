"""Questions to an index: search, definitions, findings, comparisons."""
