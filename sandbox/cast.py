"""The invented people of the demo, or of a file."""

import json
from pathlib import Path
from typing import Final

from sandbox.person import Person
from sandbox.sandbox import Sandbox

# id, first name, language, role
DEMO_PEOPLE: Final[tuple[tuple[int, str, str, str], ...]] = (
    (101, "Arta", "sq", "reader"),
    (102, "Jovana", "sr", "reader"),
    (103, "Emma", "en", "reader"),
    (900, "Drita", "sq", "editor"),
)
DEMO_GROUP: Final = "Neighbours"
DEMO_EDITORS: Final = tuple(row[0] for row in DEMO_PEOPLE if row[3] == "editor")


def add_demo_people(sandbox: Sandbox) -> list[Person]:
    """Three readers, one in each language, an editor, and a group of the readers that the bot is not in."""
    people = [
        sandbox.person(name, language, id=person_id, role=role)
        for person_id, name, language, role in DEMO_PEOPLE
    ]
    arta, *others = (person for person in people if person.account.role == "reader")
    sandbox.group(DEMO_GROUP, arta, members=tuple(others), bot=None)
    return people


def add_people(sandbox: Sandbox, path: Path) -> list[Person]:
    """The people of a JSON list of {"first_name", "id"?, "language_code"?, "role"?}."""
    return [
        sandbox.person(
            row["first_name"],
            row.get("language_code"),
            id=row.get("id"),
            role=row.get("role", "reader"),
        )
        for row in json.loads(path.read_text(encoding="utf-8"))
    ]
