"""DELIVER: from fan-outs that are live to rows in the ledger, at the pace of the Messenger.

    look ──> claim or adopt a page ──> compose errands ──> agenda ──> hands: send, settle ──> flusher ──> ONE commit
      ^        (cursor moves with it)   (plan, render)   (by priority)  (a bounded number)       │
      └────────────────────────────────── nudge: published, agenda low, page done ───────────────┘

drive    the loop that looks, and the life of one shift under one lease
compose  a page of readers as errands: who gets what, rendered once a language
agenda   what waits to be sent, most urgent first; an errand is one reader's messages in order
hands    the sending: one message at a time each, what follows from its answer
flusher  what was sent, on its way into the ledger, never waited for

A message is in one of four places: in an open page without a row (sent again after a crash), in a retry
row, in a held row until its reader's hour comes, or in the ledger. The flush moves it, in one commit with
the page's end; nothing else does.
"""

from bot.pipeline.deliver.drive import DeliverCore, Deliverer, DeliveryState

__all__ = ["DeliverCore", "Deliverer", "DeliveryState"]
