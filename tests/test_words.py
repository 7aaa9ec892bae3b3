"""The words: both languages say the same things, and every sentence exists."""

import string
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import scheduler.words as words_package
from scheduler.words import LANGUAGES, Words

HOME = Path(words_package.__file__).parent
FILES = sorted({path.name for lang in LANGUAGES for path in (HOME / lang).glob("*")})


def texts(lang: str, file: str) -> dict[str, str]:
    """Dotted key -> text of one file."""
    path = HOME / lang / file
    assert path.is_file(), f"words/{lang}/{file} is missing"
    return flat(tomllib.loads(path.read_text(encoding="utf-8")))


def flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    found = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            found.update(flat(value, f"{prefix}{key}."))
        else:
            found[prefix + key] = value
    return found


def fields(text: str) -> set[str]:
    return {
        name for _, name, _, _ in string.Formatter().parse(text) if name is not None
    }


@pytest.mark.parametrize("file", FILES)
def test_both_languages_have_the_same_keys(file):
    zh, en = texts("zh", file), texts("en", file)
    assert sorted(set(zh) ^ set(en)) == []


@pytest.mark.parametrize("file", FILES)
def test_both_languages_have_the_same_fields(file):
    zh, en = texts("zh", file), texts("en", file)
    differ = [key for key in zh if key in en and fields(zh[key]) != fields(en[key])]
    assert differ == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("file", FILES)
def test_no_text_is_empty(lang, file):
    assert [key for key, text in texts(lang, file).items() if not text.strip()] == []


def test_words_fill_in_their_fields():
    said = Words("zh")("rules.statement.changed", file="rounds.csv")
    assert said == "rounds.csv在出具规则校验报告之后被改动。"


def test_a_language_nobody_speaks():
    with pytest.raises(ValueError, match="lang 'fr' not understood"):
        Words("fr")


def test_a_missing_text_is_an_error():
    with pytest.raises(KeyError):
        Words("en")("rules.no.such.text")
