"""A violation as people read it: names for ids, words for codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from scheduler.model import CheckRef, Scenario
from scheduler.rules.core import Violation
from scheduler.words import Words

# Sentences about what stands in a file keep it as it stands there.
VERBATIM = ("files_agree", "register_complete", "drawn_names")


def spoken(violation: Violation, scenario: Scenario, words: Words) -> str:
    """Return the sentence of a violation with names for the ids the inputs know.

    Parameters
    ----------
    violation : Violation
    scenario : Scenario
        Where the names are.
    words : Words
        The language.
    """
    if violation.rule in VERBATIM:
        say = _CODES
    elif "name" in violation.fields:  # the sentence gives the item's name itself
        say = MappingProxyType({k: f for k, f in _NAMES.items() if k != "item"})
    else:
        say = _NAMES
    speaker = Speaker(scenario, words)
    fields = {
        field: say[field](speaker, str(value)) if field in say else value
        for field, value in violation.fields.items()
    }
    return words(f"rules.{violation.rule}.{violation.key}", **fields)


@dataclass(frozen=True)
class Speaker:
    """Turns ids of one scenario into names; what it does not know stays."""

    scenario: Scenario
    words: Words

    def department(self, one: str) -> str:
        """Return a department's name."""
        row = self.scenario.department.get(one)
        return row.name if row else one

    def district(self, one: str) -> str:
        """Return a district's name."""
        row = self.scenario.district.get(one)
        return row.name if row else one

    def town(self, one: str) -> str:
        """Return a town's name."""
        row = self.scenario.town.get(one)
        return row.name if row else one

    def officer(self, one: str) -> str:
        """Return an officer's name with the id, for names may be alike."""
        row = self.scenario.officer.get(one)
        return self._with_id(row.name, one) if row and row.name else one

    def site(self, one: str) -> str:
        """Return a site's name, then the id: the sentences set it in brackets."""
        row = self.scenario.site.get(one)
        return f"{row.name} {one}" if row and row.name else one

    def item(self, one: str) -> str:
        """Return an item's name."""
        row = self.scenario.item.get(one)
        return row.name if row else one

    def check(self, text: str) -> str:
        """Return a check as its item with the number of the plan row or request."""
        try:
            ref = CheckRef.parse(text)
        except ValueError:
            return text
        if ref.item not in self.scenario.item:
            return text
        number = ref.row_id
        if ref.row_kind == "request":
            number = f"{self.trigger(ref.trigger)} {number}"
        return self._with_id(self.item(ref.item), number)

    def pool(self, text: str) -> str:
        """Return a pool's department with its districts or town."""
        department, slash, rest = text.partition("/")
        if not slash:
            return text
        places = [
            self.town(one) if one in self.scenario.town else self.district(one)
            for one in rest.split("+")
        ]
        comma = self.words("rules.spoken.comma")
        return self._with_id(self.department(department), comma.join(places))

    def cap_use(self, text: str) -> str:
        """Return ``department:n/cap;…`` with names."""
        parts = [part.rpartition(":") for part in text.split(";")]
        return self._joined([f"{self.department(d)}{c}{n}" for d, c, n in parts])

    def date_session(self, text: str) -> str:
        """Return ``date session`` with the session in words."""
        date, space, session = text.partition(" ")
        return f"{date}{space}{self.session(session)}" if space else text

    def session(self, one: str) -> str:
        """Return a kind of session in words."""
        return self.words.get(f"report.session.{one}", one)

    def reason(self, one: str) -> str:
        """Return a reason of the register or the draw in words; else as written."""
        text = self.words.get(f"report.reason.{one}", one)
        return self.words.get(f"rules.excluded.{one}", text)

    def trigger(self, one: str) -> str:
        """Return a trigger in words."""
        return self.words.get(f"report.trigger.{one}", one)

    def outcome(self, one: str) -> str:
        """Return an outcome in words."""
        return self.words.get(f"report.outcome.{one}", one)

    def kind(self, one: str) -> str:
        """Return the kind of a row or a pin in words."""
        text = self.words.get(f"report.row_kind.{one}", one)
        return self.words.get(f"rules.pin.{one}", text)

    def group(self, one: str) -> str:
        """Return a group of districts in words."""
        return self.words.get(f"report.group.{one}", one)

    def _with_id(self, name: str, one: str) -> str:
        return self.words("rules.spoken.with_id", name=name, id=one)

    def _joined(self, texts: list[str]) -> str:
        return self.words("rules.spoken.comma").join(texts)

    def departments(self, text: str) -> str:
        """Return several departments' names."""
        return self._joined([self.department(one) for one in text.split(";")])

    def officers(self, text: str) -> str:
        """Return several officers' names."""
        return self._joined([self.officer(one) for one in text.split(";")])

    def towns(self, text: str) -> str:
        """Return several towns' names."""
        return self._joined([self.town(one) for one in text.split(";")])

    def rows(self, text: str) -> str:
        """Return several row ids."""
        return self._joined(text.split(";"))


_Saying = Callable[[Speaker, str], str]

# Codes, which no file holds as words.
_CODES: Mapping[str, _Saying] = MappingProxyType(
    {
        "reason": Speaker.reason,
        "outcome": Speaker.outcome,
        "kind": Speaker.kind,
        "officer": Speaker.officer,
    }
)
# Field of a sentence → how it is said.
_NAMES: Mapping[str, _Saying] = MappingProxyType(
    {
        **_CODES,
        "department": Speaker.department,
        "departments": Speaker.departments,
        "lead": Speaker.department,
        "district": Speaker.district,
        "group": Speaker.group,
        "town": Speaker.town,
        "own": Speaker.town,
        "base": Speaker.town,
        "stands": Speaker.town,
        "towns": Speaker.towns,
        "officers": Speaker.officers,
        "high": Speaker.officer,
        "low": Speaker.officer,
        "who": Speaker.officer,
        "pool": Speaker.pool,
        "site": Speaker.site,
        "item": Speaker.item,
        "check": Speaker.check,
        "rows": Speaker.rows,
        "session": Speaker.session,
        "trigger": Speaker.trigger,
        "value": Speaker.date_session,
        # Of a base a town, of the use of a cap departments; times stay as they are.
        "expected": lambda speaker, text: speaker.cap_use(speaker.town(text)),
        "found": Speaker.cap_use,
    }
)
