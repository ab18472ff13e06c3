"""Run a throw-away Kontor with an invented book to look around in. Everything in it goes when you end it."""

import argparse
import os
import shutil
import tempfile
from importlib import import_module


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", help="address to listen on (else 127.0.0.1: this computer only)")
    parser.add_argument("--port", type=int, help="port to listen on (else 8000)")
    parser.add_argument(
        "--language", choices=["de", "en"], default="", help="language of the pages (else the browser's)"
    )


def run(options: argparse.Namespace) -> int:
    folder = tempfile.mkdtemp(prefix="hanse-demo-")
    os.environ.update(HANSE_DATA=folder, HANSE_DEMO="1")
    os.environ.pop("DATABASE_URL", None)
    if options.host:
        os.environ["HANSE_HOST"] = options.host
    if options.port:
        os.environ["HANSE_PORT"] = str(options.port)
    try:
        import_module("hanse.cli.house").open_house()
        demo_house = import_module("hanse.cli.demo_house")
        return demo_house.open_doors(language=options.language)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
