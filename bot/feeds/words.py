"""What went wrong with a look, in one plain sentence that tells the operator what to do.

Sentences name a host at most: addresses may carry passwords and keys.
"""

from http import HTTPStatus

from bot.domain.source import FetchFailed, Problem

_STATUS = {
    401: "{host} asks for a name and password; put them into the address, or ask the agency for an open feed.",
    402: "{host} wants to be paid for this feed; ask the agency for access.",
    403: "{host} refuses robots; ask the agency to let this User-Agent in.",
    404: "{host} has no such page; look up the feed's new address.",
    405: "{host} does not answer GET at this address; check that it is the feed's.",
    406: "{host} does not offer this page as a feed; look up the feed's address.",
    407: "A proxy in front of {host} asks for a password; feeds are fetched without a proxy, so ask the agency.",
    408: "{host} found us too slow; nothing to do unless it lasts.",
    410: "{host} says this feed is gone for good; look up its new address or remove the source.",
    429: "{host} says we ask too often; lengthen the source's interval if it lasts.",
    451: "{host} withholds this page for legal reasons; ask the agency.",
    503: "{host} is overloaded or being maintained; nothing to do unless it lasts.",
}


def failed_status(host: str, status: int, retry_after: int | None) -> FetchFailed:
    """The failure that an HTTP status other than success or a redirect means."""
    if status == HTTPStatus.GONE:
        problem = Problem.GONE
    elif status == HTTPStatus.TOO_MANY_REQUESTS or (
        status == HTTPStatus.SERVICE_UNAVAILABLE and retry_after is not None
    ):
        problem = Problem.THROTTLED
    else:
        problem = Problem.HTTP_ERROR
    return FetchFailed(problem, _sentence(host, status), status, retry_after)


def _sentence(host: str, status: int) -> str:
    if status in _STATUS:
        return _STATUS[status].format(host=host)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return f"{host} failed with its own error {status}; nothing to do unless it lasts."
    if status >= HTTPStatus.BAD_REQUEST:
        return f"{host} refuses the request with status {status}; check the feed's address."
    return f"{host} answered with status {status}, which brings no feed; check the feed's address."


def failed_look(problem: Problem, host: str, **facts: object) -> FetchFailed:
    """The failure `problem`, said about `host`."""
    return FetchFailed(problem, _SENTENCES[problem].format(host=host, **facts))


_SENTENCES = {
    Problem.UNREACHABLE: "{host} cannot be reached ({why}); check the address, then the network.",
    Problem.TIMEOUT: "{host} did not answer within {seconds:g} s; nothing to do unless it lasts.",
    Problem.FORBIDDEN_ADDRESS: (
        "{host} leads to an internal address or a port other than 80 and 443; "
        "if that is meant, add its network to FETCH_ALLOW_NETWORKS."
    ),
    Problem.BAD_REDIRECT: "{host} redirects {why}; look up the feed's address in a browser.",
    Problem.TOO_LARGE: "{host} sends more than {limit} MiB; ask the agency for a shorter feed.",
    Problem.BAD_ENCODING: "{host} sends a compressed body that cannot be read; tell the agency.",
}
