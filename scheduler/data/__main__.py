"""Print the page of all tables: ``python -m scheduler.data > docs/tables.md``."""

import sys

from scheduler.data.page import tables_page

sys.stdout.write(tables_page())
