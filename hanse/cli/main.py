"""Find the command, load only what it needs, run it."""

import argparse
import os
import sys
from importlib import import_module
from importlib.metadata import version
from typing import NamedTuple


class Command(NamedTuple):
    module: str
    help: str
    with_house: bool = True
    """whether Django is set up before the command's file is read"""


COMMANDS = {
    "serve": Command(
        "serve", "run Hanse until you press Ctrl+C (what happens without any command)", with_house=False
    ),
    "check": Command("check", "look whether everything is in order, and say what to do where it is not"),
    "link": Command("link", "make a new link with which somebody signs in once"),
    "read": Command("read", "show how the capture line reads a sentence", with_house=False),
    "import": Command("importing", "take a file of contacts into somebody's book"),
    "doubles": Command("doubles", "put together whoever is in a book twice, and say who may be"),
    "export": Command("exporting", "write somebody's book into a file"),
    "backup": Command("backup", "copy the whole Kontor into one file, encrypted where a key is named"),
    "restore": Command("restore", "put a backup back into an empty place, or try whether it could be"),
    "demo": Command("demo", "run a throw-away Kontor with an invented book", with_house=False),
    "restored": Command(
        "restored", "say that an older copy of the database was put back, so that phones compare anew"
    ),
    "rebuild": Command("rebuild", "make people and search anew from the stored cards"),
    "tick": Command("tick", "do now what is done every hour and every night"),
}


def main(words: list[str] | None = None) -> int:
    everywhere = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    everywhere.add_argument("--data", metavar="FOLDER", help="where everything is kept (else HANSE_DATA)")
    known, words = everywhere.parse_known_args(words)
    if known.data:
        os.environ["HANSE_DATA"] = os.path.abspath(known.data)
    parser = argparse.ArgumentParser(
        prog="hanse",
        description="A self-hosted home for a person's own network.",
        epilog="`hanse COMMAND --help` tells more about each.",
        parents=[everywhere],
    )
    parser.add_argument("--version", action="version", version=f"hanse {version('hanse')}")
    listed = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, command in COMMANDS.items():
        listed.add_parser(name, help=command.help, add_help=False)
    chosen, rest = parser.parse_known_args(words)
    return run(chosen.command or "serve", rest)


def run(name: str, words: list[str]) -> int:
    command = COMMANDS[name]
    house = import_module("hanse.cli.house") if command.with_house else None
    if house:
        house.open_house()
    module = import_module(f"hanse.cli.{command.module}")
    parser = argparse.ArgumentParser(prog=f"hanse {name}", description=module.__doc__)
    module.arguments(parser)
    options = parser.parse_args(words)
    return (house.run_inside(module.run, options) if house else module.run(options)) or 0


if __name__ == "__main__":
    sys.exit(main())
