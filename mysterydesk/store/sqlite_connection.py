"""How does one thread speak to one SQLite file?"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


class SqliteConnection(sqlite3.Connection):
    """A connection that nests: a transaction inside a transaction is a savepoint of it.

    Being a class of its own it can also be referred to weakly, which `sqlite3.Connection` cannot.
    """

    @contextmanager
    def nested(self) -> Iterator[None]:
        """Write all or nothing inside the open transaction (sqlite.org/lang_savepoint.html)."""
        self.execute("savepoint nested")  # the same name may stand on the stack more than once
        try:
            yield
        except BaseException:
            if self.in_transaction:  # a fault such as a full disk may have ended the transaction with all savepoints
                self.execute("rollback to nested")
                self.execute("release nested")
            raise
        self.execute("release nested")

    def tables(self) -> frozenset[str]:
        """Name the tables that are there."""
        rows = self.execute("select name from sqlite_master where type = 'table'").fetchall()
        return frozenset(str(row[0]) for row in rows)
