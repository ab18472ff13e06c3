"""A copy of the whole Kontor in one file, and the way back.

The file is a tar archive, packed with gzip and, where a recipient is named, sealed with age: the database as the
database itself copies it, the files, the log of deletions, and a list with size and SHA-256 of every file, and with
the number of rows and a SHA-256 of every table. What the list says is compared before anything is put back.
"""
