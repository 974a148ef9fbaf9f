"""Measuring: how often the right passage is found."""
