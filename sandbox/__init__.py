"""A stand-in for Telegram's Bot API over real HTTP, with people who use the bot. Loopback only.

Nothing here knows the bot: it is the other end of the wire, for the tests and the demo.
"""

from sandbox.limits import Limits
from sandbox.person import Person
from sandbox.sandbox import DEMO_TOKEN, Sandbox
from sandbox.schema import find_schema
from sandbox.world import Chat, Message

__all__ = ["DEMO_TOKEN", "Chat", "Limits", "Message", "Person", "Sandbox", "find_schema"]
