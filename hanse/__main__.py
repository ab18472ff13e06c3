"""`python -m hanse` is the command `hanse`."""

from hanse.cli.main import main

main()
