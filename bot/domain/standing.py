"""Standing searches: the keyword rule (bot/domain/rule.py) that wants of new statements what a search asks for."""

from bot.domain.query import Asked, Narrowing, Operator, Piece


def as_rule(asked: Asked) -> str | None:
    """The rule as it would be typed; None where no rule can say it.

    Rules know one choice beside a word that must occur, and no narrowing; `since:` means nothing for what is
    still to come.
    """
    if not all(map(_is_time, asked.narrowed)):
        return None
    must = [clause[0] for clause in asked.clauses if len(clause) == 1]
    choices = [clause for clause in asked.clauses if len(clause) > 1]
    if len(choices) > 1 or not must:
        return None
    sign = "+" if choices else ""
    wanted = [f"{sign}{_written(piece)}" for piece in must]
    wanted += [_written(piece) for clause in choices for piece in clause]
    return " ".join((*wanted, *(f"-{_written(piece)}" for piece in asked.excluded)))


def _is_time(narrowing: Narrowing) -> bool:
    """Whether it is `since:`; a name that means a source as well ("nga:") means a time where a number follows."""
    may_be = Operator.SINCE in narrowing.operators
    return may_be and (len(narrowing.operators) == 1 or narrowing.value[:1].isdigit())


def _written(piece: Piece) -> str:
    return f'"{" ".join(piece.words)}"' if len(piece.words) > 1 else piece.words[0]
