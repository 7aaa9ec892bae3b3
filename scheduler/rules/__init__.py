"""The rule book, its checkers, the replay of the draw, and the verifier.

Shares nothing with the planner: it has its own reader and imports only
`scheduler.model`, `scheduler.words` and the standard library.
"""

from scheduler.rules.core import Finding, Published, Rule, Violation
from scheduler.rules.errors import VerifierInputError

__all__ = ["Finding", "Published", "Rule", "VerifierInputError", "Violation"]
