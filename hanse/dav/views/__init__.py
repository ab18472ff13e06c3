"""Request in, response out."""
