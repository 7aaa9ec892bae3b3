"""What the system says of a file, in the user's language and with the path."""

from __future__ import annotations

import errno

from scheduler.words import Words

# The troubles people meet, by the system's number; others are told by its name.
_KNOWN = {
    errno.ENOSPC: "full",
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "denied",
    errno.ENOENT: "absent",
    errno.ENOTDIR: "no_folder",
    errno.EISDIR: "folder",
    errno.EEXIST: "exists",
    errno.EBUSY: "busy",
    errno.ENAMETOOLONG: "long_name",
}


def file_error(error: OSError, words: Words) -> str:
    """Return one sentence on a file that could not be read or written."""
    key = _KNOWN.get(error.errno or 0, "other")
    code = errno.errorcode.get(error.errno or 0, type(error).__name__)
    reason = words(f"cli.trouble.{key}", code=code)
    if error.filename is None:
        return words("cli.file_unnamed", reason=reason)
    named = [str(name) for name in (error.filename, error.filename2) if name]
    return words("cli.file", path=" → ".join(named), reason=reason)
