"""One linear history of schema changes, forward only; `storage.database.migrate` runs it."""
