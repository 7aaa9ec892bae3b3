"""The rule book, its checkers, the replay of draws, and the verifier."""
