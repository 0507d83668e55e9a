#!/bin/sh
# Run once, by the image, when it makes the database: memory-service gets a role that owns its database and nothing else.
# The superuser's password stays in this container.
set -eu
psql -X -q -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
\set password `cat /run/secrets/DATABASE_PASSWORD`
CREATE ROLE miner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
ALTER DATABASE miner OWNER TO miner;
SQL
