"""A member's private address book.

A *contact* is a person in it, with or without an account. Her *card* is the vCard as a phone, a file or this
page gave it: the raw bytes are the truth, the columns of the contact are derived from them. What is Hanse's
own (how we met, her story, labels, rhythm) stays outside the card. An *encounter* is one time of meeting,
calling or writing, with one or many contacts. Nothing in here is ever seen by another member.
"""
