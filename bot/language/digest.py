"""What names a state of tables and rules."""

import hashlib
from pathlib import Path


def digest_of(*files: Path, packages: str = "") -> str:
    """16 hexadecimal digits that change when a file does, or a package."""
    digest = hashlib.blake2b(packages.encode(), digest_size=8)
    for file in files:
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()
