"""Django's PostgreSQL backend with immediate foreign keys.

Deferred constraints cannot be spread over the nodes of a distributed PostgreSQL, and an error that comes
only at COMMIT names no statement.
"""
