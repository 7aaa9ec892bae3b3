"""What a command line got wrong, in the user's language.

The library's own sentences are English only. Its classes of errors are not public, so
they are told by name; an unknown one is passed on in the library's words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import typer
from pydantic import ValidationError
from typer.core import TyperGroup
from typer.exceptions import TyperException

from scheduler.words import LANGUAGES, Words

# What a value should have been, by the type of pydantic's error.
_EXPECTED = {
    "int_parsing": "whole",
    "int_from_float": "whole",
    "float_parsing": "number",
    "greater_than_equal": "least",
}
BAD_USE = 2


def spoken_group(words: Words) -> type[TyperGroup]:
    """Return a group of commands that tells wrong use in the language asked for.

    Parameters
    ----------
    words : Words
        Those of a command line that asks for no language.
    """

    class Spoken(TyperGroup):
        spoken = words

        def make_context(self, *given: Any, **more: Any) -> Any:
            name, args = given[:2]
            self.spoken = asked_words(args, words)  # reading them uses them up
            try:
                return super().make_context(*given, **more)
            except TyperException as error:
                raise _ended(error, str(name), self.spoken) from None

        def invoke(self, ctx: Any) -> Any:
            try:
                return super().invoke(ctx)
            except TyperException as error:
                # Some errors do not know their command; the group does by now.
                path = " ".join(
                    filter(None, (ctx.command_path, ctx.invoked_subcommand))
                )
                raise _ended(error, path, self.spoken) from None

    return Spoken


def asked_words(args: Sequence[str], words: Words) -> Words:
    """Return the words of the last ``--lang`` among arguments nobody has read yet."""
    text = "\n".join(args)
    found = re.findall(r"^--lang[=\n](.*)$", text, re.MULTILINE)
    return Words(found[-1]) if found and found[-1] in LANGUAGES else words


def _ended(error: TyperException, path: str, words: Words) -> Exception:
    """Say what was wrong and return how to end; help is no error of use."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return error
    ctx = vars(error).get("ctx")
    path = ctx.command_path if ctx else path
    typer.echo(words("cli.error", error=usage_error(error, words)), err=True)
    typer.echo(words("cli.usage.hint", command=path), err=True)
    return typer.Exit(BAD_USE)


def usage_error(error: TyperException, words: Words) -> str:
    """Return one sentence on a wrong use."""
    kind, found = type(error).__name__, vars(error)
    if kind == "NoSuchOption":
        known = _listed(found["possibilities"] or (), words)
        close = words("cli.usage.close", names=known) if known else ""
        return words("cli.usage.no_option", option=found["option_name"], close=close)
    if kind == "BadOptionUsage":
        fault = "no_value" if "requires" in error.message else "a_value"
        return words(f"cli.usage.{fault}", option=found["option_name"])
    if kind == "MissingParameter":
        return words("cli.usage.missing", name=_named(found))
    if kind == "BadParameter":
        return _bad_value(error, words)
    if kind != "UsageError" or not found["ctx"]:
        return error.message
    given, command = _quoted(error.message), found["ctx"].command
    if isinstance(command, TyperGroup):
        known = _listed(command.commands, words)
        return words("cli.usage.no_command", name=given, known=known)
    return words("cli.usage.extra", name=given)


def _bad_value(error: TyperException, words: Words) -> str:
    """Return which value was not understood, and what was expected."""
    cause, param = error.__cause__, vars(error)["param"]
    if not isinstance(cause, ValidationError):
        return error.message
    first = cause.errors()[0]
    choices = getattr(param.type_descriptor.annotation, "__members__", {})
    if first["type"] in _EXPECTED:
        least = first.get("ctx", {}).get("ge")
        expected = words(f"cli.usage.{_EXPECTED[first['type']]}", least=least)
    elif choices:
        expected = words("cli.usage.one_of", names=_listed(choices, words))
    else:
        expected = first["msg"]
    name, value = _named(vars(error)), first["input"]
    return words("cli.usage.expected", name=name, value=value, expected=expected)


def _named(found: dict[str, Any]) -> str:
    return str(found["param"].get_error_hint()).strip("'")


def _listed(names: Any, words: Words) -> str:
    return words("cli.usage.comma").join(names)


def _quoted(message: str) -> str:
    """Return what a message of the library quotes."""
    found = re.search(r"'([^']*)'|\(([^()]+)\)$", message)
    return (found[1] or found[2]) if found else message
