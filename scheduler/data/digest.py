"""The digest of a folder of inputs that the draw commits to (docs/draw.md 1)."""

from __future__ import annotations

import hashlib
from pathlib import Path


def inputs_digest(folder: Path | str) -> str:
    """Return the SHA-256 over relative paths and hashes of all files of a folder."""
    place = Path(folder)
    fields: list[str] = []
    files = (path for path in place.rglob("*") if path.is_file())
    for path in sorted(files, key=lambda p: p.relative_to(place).as_posix()):
        fields.append(path.relative_to(place).as_posix())
        fields.append(hashlib.sha256(path.read_bytes()).hexdigest())
    return hashlib.sha256("\n".join(fields).encode()).hexdigest()
