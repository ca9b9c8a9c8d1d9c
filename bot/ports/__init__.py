"""The Protocols through which the core reaches the rims: database, feeds, language, Telegram.

Pipeline and services import these; `storage`, `feeds`, `language` and `outbound` fulfil them without
importing each other; `app` wires them. A store method is one transaction. Stores raise StoreUnavailable
when trying again can help.
"""

from bot.ports.archive import Listed, SourceStore, StatementStore
from bot.ports.delivery import CaseStore, FanoutStore, Flush, Lease, LeaseStore, Messenger, Meter, always
from bot.ports.desk import BroadcastStore, DeskStore, Notice, Stats
from bot.ports.feeds import Clock, Detector, Fetcher, Parser
from bot.ports.readers import (
    Chosen,
    Kept,
    PortableReader,
    PortableSettings,
    SubscriberStore,
    Titled,
)
from bot.ports.rules import RecentText, RuleChanges, RuleStore, RuleWatch, Trial
from bot.ports.search import SearchStore

__all__ = [
    "BroadcastStore",
    "CaseStore",
    "Chosen",
    "Clock",
    "DeskStore",
    "Detector",
    "FanoutStore",
    "Fetcher",
    "Flush",
    "Kept",
    "Lease",
    "LeaseStore",
    "Listed",
    "Messenger",
    "Meter",
    "Notice",
    "Parser",
    "PortableReader",
    "PortableSettings",
    "RecentText",
    "RuleChanges",
    "RuleStore",
    "RuleWatch",
    "SearchStore",
    "SourceStore",
    "StatementStore",
    "Stats",
    "SubscriberStore",
    "Titled",
    "Trial",
    "always",
]
