"""The page that lists all tables, made from their declaration."""

from __future__ import annotations

from scheduler.data.schema import PUBLISHED, TABLES, Column, Table
from scheduler.words import Words

_PRESENCE = {"rows": "must_rows", "file": "must_file", "free": "may_miss"}


def tables_page(lang: str = "zh") -> str:
    """Return the page of all tables in Markdown (``docs/tables.md``)."""
    words = Words(lang)
    lines = [f"# {words('data.page.title')}", "", words("data.page.intro"), ""]
    for table in TABLES:
        lines += _section(table, words)
    lines += [f"# {words('data.page.published')}", ""]
    for table in PUBLISHED:
        lines += _section(table, words)
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(table: Table, words: Words) -> list[str]:
    key = "、".join(f"`{name}`" for name in table.key)
    facts = [words(f"data.page.{_PRESENCE[table.presence]}")]
    if key:
        facts.append(words("data.page.key", columns=key))
    heads = ("column", "header", "kind", "needed", "refers")
    note = words.get(f"data.page.note.{table.name}", "")
    head = " | ".join(words(f"data.page.{name}") for name in heads)
    return [
        f"## `{table.name}` {table.sheet}",
        "",
        " ".join(facts),
        "",
        *([note, ""] if note else []),
        f"| {head} |",
        "| --- | --- | --- | --- | --- |",
        *(_row(column, words) for column in table.columns),
        "",
    ]


def _row(column: Column, words: Words) -> str:
    kind = words(f"data.expected.{column.kind.name}", **dict(column.kind.fields))
    if column.needed:
        need = words("data.page.yes")
    elif column.empty in (None, "", ()):
        need = words("data.page.no")
    else:
        need = words("data.page.default", value=column.kind.write(column.empty))
    refers = f"`{column.ref}`" if column.ref else ""
    if column.star:
        refers += words("data.page.star")
    kind = kind.replace("|", "\\|")
    return f"| `{column.name}` | {column.header} | {kind} | {need} | {refers} |"
