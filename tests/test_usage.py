"""A wrong use of the command line: one sentence in the user's language, and exit 2."""

import pytest
from typer.exceptions import TyperException

from scheduler.usage import usage_error
from scheduler.words import Words
from tests.commanding import run_uncharted, say

# What was said, and what the first line of the answer names.
WRONG = {
    "no such option": (("year", "--hlp"), ("--hlp", "相近的有 --help")),
    "an option of no command": (("--foo",), ("没有“--foo”这个选项。",)),
    "no scenario": (("week",), ("缺少 scenario",)),
    "no folder to write": (("generate", "tiny"), ("缺少 --out",)),
    "no such command": (("wek",), ("没有“wek”这个命令", "check、week、verify")),
    "one word too many": (("week", "x", "y"), ("多出了“y”",)),
    "no whole number": (("week", "x", "--seed", "1.5"), ("--seed", "“1.5”", "整数")),
    "no number": (("week", "x", "--gap", "abc"), ("--gap", "“abc”", "数字")),
    "a number too low": (
        ("simulate", "x", "--weeks", "0"),
        ("--weeks", "“0”", "不小于 1"),
    ),
    "no such language": (("check", "x", "--lang", "fr"), ("--lang", "zh、en 之一")),
    "no value": (("week", "x", "--seed"), ("--seed 后面缺少值",)),
    "a value of a switch": (("week", "x", "--debug=3"), ("--debug 不带值",)),
}


@pytest.mark.parametrize(("words", "named"), WRONG.values(), ids=WRONG)
def test_wrong_use(words, named):
    done = say(*words)
    assert done.exit_code == 2
    assert done.stdout == ""
    sentence, hint = done.stderr.splitlines()
    assert all(name in sentence for name in named)
    assert not any(english in sentence for english in ("Error", "Usage", "Input"))
    assert hint.startswith("用法见 ")
    assert hint.endswith("--help。")


def test_the_hint_names_the_command():
    done = run_uncharted("week", SCHEDULER_LANG="en")
    assert done.returncode == 2
    sentence, hint = done.stderr.splitlines()
    assert sentence == "Cannot go on: scenario is missing."
    assert hint.endswith(" week --help tells the usage.")


@pytest.mark.parametrize("lang", [("--lang", "en"), ("--lang=en",)])
def test_the_language_asked_for(lang):
    for words in (("year", "x", "--year", "y"), ("year", "x", "--foo"), ("wek",)):
        done = say(*words, *lang)
        assert done.exit_code == 2
        assert done.stderr.startswith("Cannot go on: ")
    assert say("year", "x", *lang, "--lang", "zh", "y").stderr.startswith("无法继续")


def test_the_hint_names_the_command_of_an_option_without_value():
    for words in (("week", "x", "--seed"), ("week", "x", "--debug=3"), ("week",)):
        assert say(*words).stderr.splitlines()[1].endswith(" week --help。"), words


def test_no_word_at_all_is_answered_with_help():
    done = say()
    assert done.exit_code == 2
    assert "simulate" in done.output
    assert "无法继续" not in done.output


def test_an_error_that_is_not_known_keeps_its_words():
    assert usage_error(TyperException("something new"), Words("zh")) == "something new"
