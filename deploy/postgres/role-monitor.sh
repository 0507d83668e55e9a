#!/bin/sh
# Makes the exporter's role, or gives it the password of its secret, again and again without harm. pg_monitor shows figures of the server,
# sizes and statements' counts, and no row of any table.
set -eu
PGPASSWORD=$(cat /run/secrets/POSTGRES_PASSWORD)
export PGPASSWORD
psql -X -q -v ON_ERROR_STOP=1 -h postgres -U postgres -d miner <<'SQL'
\set password `cat /run/secrets/MONITOR_DATABASE_PASSWORD`
SELECT 'CREATE ROLE miner_monitor LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT 5'
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'miner_monitor') \gexec
ALTER ROLE miner_monitor PASSWORD :'password';
GRANT pg_monitor TO miner_monitor;
SQL
