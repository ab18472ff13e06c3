"""What may be typed about people and encounters, and in which words it is refused."""
