"""Things without a subject, used by every room: page(), dates, text, ids, fields, base templates.

Nothing in here knows what a contact, an encounter or a promise is.
"""
