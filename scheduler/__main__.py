"""``python -m scheduler``: the command line, where its script is not on the PATH."""

from scheduler.cli import main

if __name__ == "__main__":
    main()
