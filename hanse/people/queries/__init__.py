"""Reads that join lists: finding, excerpts, whom to get in touch with."""
