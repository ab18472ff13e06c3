"""Checks before a view."""

from allauth.account.decorators import reauthentication_required

step_up = reauthentication_required
"""Asks for password, passkey or recovery code again if the last time is more than five minutes ago."""
