#!/bin/sh
# The image runs this script once, when it creates the database. It creates memory-service's role, which owns its database and
# nothing else. The superuser's password stays in this container.
set -eu
psql -X -q -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
\set password `cat /run/secrets/DATABASE_PASSWORD`
CREATE ROLE miner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
ALTER DATABASE miner OWNER TO miner;
SQL
