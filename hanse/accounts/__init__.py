"""Signing in: passkeys, passwords, recovery codes, sessions, one-time links, drafts that outlive a session.

`user` is a word of this room alone; everywhere else a person with an account is a member.
"""
