"""Text as printed and text as searched: radicals, joins, tokens."""
