"""The one error of reading a folder: a sentence instead of a traceback."""

from __future__ import annotations

from collections.abc import Mapping

from scheduler.words import Words


class VerifierInputError(ValueError):
    """A file of the folder cannot be read as the contract says.

    Parameters
    ----------
    key : str
        The sentence is ``words("rules.error.<key>", **fields)``.
    **fields : object
        Usually `file`, `row` (the line of the file, the header is line 1), `column`,
        `value` and `expected`.
    """

    def __init__(self, key: str, **fields: object) -> None:
        self.key = key
        self.fields: Mapping[str, object] = fields
        super().__init__(self.sentence(Words("zh")))

    def sentence(self, words: Words) -> str:
        """Return the sentence in the language of `words`."""
        fields = dict(self.fields)
        expected = fields.get("expected")
        if isinstance(expected, str):
            fields["expected"] = words.get(f"rules.expected.{expected}", expected)
        return words(f"rules.error.{self.key}", **fields)
