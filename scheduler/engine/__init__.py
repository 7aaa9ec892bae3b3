"""Solving without a domain word: packing programs, selection, progress."""
