"""Concord: find, align and compare research-policy documents."""
