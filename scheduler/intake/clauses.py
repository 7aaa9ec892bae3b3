"""The clause every outcome of the register rests on (keys of clauses.toml)."""

from __future__ import annotations

# reason code -> clause key; a reason is spoken of by the same clause everywhere.
CLAUSE_OF_REASON: dict[str, str] = {
    "": "S0.4.5",
    "carried_by_request": "S0.4.5",
    "not_yet": "S0.4.5",
    "gap": "S0.4.5",
    "same_item": "S0.4.5",
    "too_long": "S0.4.5",
    "too_large": "HB.people",
    "no_session": "S0.4.5",
    "calendar": "S0.4.5",
    "no_capacity": "S0.4.3",
    "partial": "S0.4.5",
    "pinned_off": "S0.4.5",
    "cap": "S0.4.5",
    "closure": "S0.4.5",
    "outside_list": "S0.4.5",
    "consent_expired": "S0.4.5",
    "outside_plan": "S0.4.5",
    "over_cap": "S0.4.5",
    "duplicate": "S0.4.5",
    "gap_outlasts": "S0.4.5",
    "unknown_site": "S0.4.5",
    "unknown_item": "S0.4.5",
    "not_applicable": "S0.4.5",
    "history": "S0.4.5",
    "after": "S0.4.5",
}
