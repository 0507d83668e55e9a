# Runs before PostgreSQL at every start of its pod: makes the data folder if there is none, and the roles and the database with
# the passwords of the Secret. So a reinstallation with new passwords serves the data of the old one.
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  # a folder that was left half-way has no PG_VERSION here, because it gets its name last
  rm -rf "$PGDATA.new"
  initdb -D "$PGDATA.new" --username=postgres --encoding=UTF8 --locale=C.UTF-8 --auth-local=peer --auth-host=scram-sha-256 >/dev/null
  echo 'host all all all scram-sha-256' >>"$PGDATA.new/pg_hba.conf"
  mv "$PGDATA.new" "$PGDATA"
fi
# without TCP: nobody connects before the roles are there
pg_ctl start -D "$PGDATA" -w -t 600 -s -l /tmp/prepare.log \
  -o "-c listen_addresses= -c unix_socket_directories=/var/run/postgresql" || { cat /tmp/prepare.log; exit 1; }
psql -X -q -v ON_ERROR_STOP=1 -h /var/run/postgresql -U postgres -d postgres \
  -v database="$DATABASE" -v owner="$OWNER" -v service="$SERVICE_USER" <<'SQL'
\set owner_password `cat /passwords/DATABASE_OWNER_PASSWORD`
\set service_password `cat /passwords/DATABASE_PASSWORD`
SELECT format('CREATE ROLE %I LOGIN', r) FROM unnest(ARRAY[:'owner', :'service']) AS r
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = r) \gexec
ALTER ROLE :"owner" PASSWORD :'owner_password';
ALTER ROLE :"service" PASSWORD :'service_password';
SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'owner')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
SQL
# the role of llm-proxy, where the values have one
if [ -n "${USAGE_USER:-}" ]; then
  psql -X -q -v ON_ERROR_STOP=1 -h /var/run/postgresql -U postgres -d postgres -v usage="$USAGE_USER" <<'SQL'
\set usage_password `cat /passwords/USAGE_DATABASE_PASSWORD`
SELECT format('CREATE ROLE %I LOGIN', :'usage') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'usage') \gexec
ALTER ROLE :"usage" PASSWORD :'usage_password';
SQL
fi
# the role of the exporter, where the values have one: figures of the server, and no row of any table
if [ -n "${MONITOR_USER:-}" ]; then
  psql -X -q -v ON_ERROR_STOP=1 -h /var/run/postgresql -U postgres -d postgres -v monitor="$MONITOR_USER" <<'SQL'
\set monitor_password `cat /passwords/MONITOR_DATABASE_PASSWORD`
SELECT format('CREATE ROLE %I LOGIN CONNECTION LIMIT 5', :'monitor') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'monitor') \gexec
ALTER ROLE :"monitor" PASSWORD :'monitor_password';
GRANT pg_monitor TO :"monitor";
SQL
fi
pg_ctl stop -D "$PGDATA" -m fast -w -s
