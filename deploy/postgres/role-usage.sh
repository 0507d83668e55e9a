#!/bin/sh
# Makes llm-proxy's role, or gives it the password of its secret, again and again without harm. The role owns nothing: the migrations of
# memory-service grant it the tables of budgets and usage.
set -eu
PGPASSWORD=$(cat /run/secrets/POSTGRES_PASSWORD)
export PGPASSWORD
psql -X -q -v ON_ERROR_STOP=1 -h postgres -U postgres -d miner <<'SQL'
\set password `cat /run/secrets/USAGE_DATABASE_PASSWORD`
SELECT 'CREATE ROLE miner_usage LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE'
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'miner_usage') \gexec
ALTER ROLE miner_usage PASSWORD :'password';
SQL
