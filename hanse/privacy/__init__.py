"""What Hanse holds about people: which fields are personal, what for, and how long.

A field that nobody has classified is a fault of the house, and the tests say so.
"""
