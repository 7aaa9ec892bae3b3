"""Where the command line starts, also as ``python -m scheduler``.

The libraries take a moment to import; Ctrl-C in that moment ends in one sentence too.
"""

import os
import sys

from scheduler.words import Words

INTERRUPTED = 130


def main() -> None:
    """Run the command line."""
    try:
        from scheduler.cli import main as command_line

        command_line()
    except KeyboardInterrupt:
        words = Words(os.environ.get("SCHEDULER_LANG", "zh"))
        sys.stderr.write(words("cli.interrupted") + "\n")
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
