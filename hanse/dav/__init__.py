"""The same people on the phone, and a few calendars to read: CardDAV (RFC 6352) and CalDAV (RFC 4791) at /dav/.

Radicale speaks the protocol; what it stores and finds is ours. A *device* is a phone or program with an app
password of its own. A card that a phone sends is kept byte for byte, and Radicale is handed a small stand-in with
the same name: it would rewrite the real one. `door` lets requests in, `protocol` is Radicale with our parts,
`storage` finds what a path names.
"""
