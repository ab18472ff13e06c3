"""The command `hanse`: one file for each word that may follow it, each with `arguments(parser)` and `run(options) -> int`.

Nothing here imports Django before it is needed, so that `hanse --help` answers at once. The command line
speaks German where the terminal does (LANG), English elsewhere.
"""
