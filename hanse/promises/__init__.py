"""What was said and is still owed, in both directions: *mine* (I promised), *theirs* (I was promised).

A promise ends kept, released ("passt schon"), returned ("ich schaffe es doch nicht") or, thirty days late,
quietly lapsed. Giving it a new day keeps it open.
"""
