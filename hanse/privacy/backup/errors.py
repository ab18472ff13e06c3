class BackupProblem(Exception):
    """Says in a sentence why a backup cannot be made or put back, and what to do."""
