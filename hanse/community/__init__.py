"""The Kontor and its members. A Kontor holds one person or many; one person need not notice."""
