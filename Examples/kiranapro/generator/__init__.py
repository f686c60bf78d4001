"""Writes the records of the replay. Standard library only; the same seed gives the same records."""
