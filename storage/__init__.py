"""The database: the only place with SQL. SQLite by default, PostgreSQL by a setting, one set of queries."""
