"""``python -m scheduler.rules OUTPUT_DIR``: verify a week on a bare Python."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scheduler.rules.errors import VerifierInputError
from scheduler.rules.statement import statement_lines, write_statement
from scheduler.rules.verify import verify
from scheduler.words import LANGUAGES, Words

VERIFIED, VIOLATED, UNREADABLE = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Print the verdict rule by rule.

    Returns
    -------
    int
        0 verified, 1 a hard rule is violated, 2 the folder cannot be read.
    """
    parser = argparse.ArgumentParser(prog="python -m scheduler.rules")
    parser.add_argument("folder", type=Path, metavar="OUTPUT_DIR")
    parser.add_argument("--lang", choices=LANGUAGES, default="zh")
    parser.add_argument(
        "--write", action="store_true", help="write statement.json and statement.html"
    )
    given = parser.parse_args(arguments)
    words = Words(given.lang)
    try:
        statement = verify(given.folder)
    except VerifierInputError as problem:
        sentence = words("rules.statement.unreadable", problem=problem.sentence(words))
        sys.stderr.write(sentence + "\n")
        return UNREADABLE
    sys.stdout.write("\n".join(statement_lines(statement, words)) + "\n")
    if given.write:
        write_statement(statement, given.folder, given.lang)
    return VERIFIED if statement.verified else VIOLATED


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # A console of another code page must not stop a Chinese verdict.
        getattr(stream, "reconfigure", lambda **_: None)(encoding="utf-8")
    sys.exit(main())
