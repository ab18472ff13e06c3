"""A throw-away Kontor with a lively book: Katrin's, with the cast, 120 people and two years of encounters.

Everything is invented. Days are counted back from today, so that the book is as alive next year as it is now.
"""
