"""Do now what the keeper does every hour and every night. May be run as often as you like."""

import argparse

from django.utils import timezone

from hanse.cli.rounds import HOURLY, NIGHTLY, do_each


def arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(options: argparse.Namespace) -> int:
    return 0 if do_each([*HOURLY, *NIGHTLY], now=timezone.now()) else 1
