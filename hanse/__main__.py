"""`python -m hanse` is the command `hanse`."""

import sys

from hanse.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
