"""Hanse: a self-hosted home for a person's own network."""
