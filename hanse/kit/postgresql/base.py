from django.db.backends.postgresql import base, operations


class DatabaseOperations(operations.DatabaseOperations):
    def deferrable_sql(self) -> str:
        return ""


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
