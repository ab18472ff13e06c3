from django.contrib.auth.hashers import Argon2PasswordHasher


class ModestArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane (OWASP's smallest advised set): a small server can bear it."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
