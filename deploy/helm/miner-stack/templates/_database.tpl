{{- define "miner-stack.databaseHost" -}}
{{- $postgresql := .Values.postgresql -}}
{{- if eq $postgresql.mode "external" -}}
{{ required "postgresql.external.host is missing: the host of your PostgreSQL" $postgresql.external.host }}
{{- else if eq $postgresql.mode "cloudnativepg" -}}
{{ include "miner-stack.fullname" . }}-postgres-rw
{{- else -}}
{{ include "miner-stack.fullname" . }}-postgres
{{- end -}}
{{- end -}}

{{- define "miner-stack.databasePort" -}}
{{ ternary (int .Values.postgresql.external.port) 5432 (eq .Values.postgresql.mode "external") }}
{{- end -}}

{{/* DATABASE_URL without a password, which comes from a Secret. Takes {root, role}. */}}
{{- define "miner-stack.databaseUrl" -}}
{{- $postgresql := .root.Values.postgresql -}}
{{- $sslmode := $postgresql.external.sslmode -}}
{{- if eq $postgresql.mode "plain" }}{{ $sslmode = "disable" }}{{ else if eq $postgresql.mode "cloudnativepg" }}{{ $sslmode = "require" }}{{ end -}}
postgresql://{{ .role }}@{{ include "miner-stack.databaseHost" .root }}:{{ include "miner-stack.databasePort" .root }}/{{ $postgresql.database }}?sslmode={{ $sslmode }}
{{- if include "miner-stack.databaseCa" .root }}&sslrootcert=/run/database-ca/ca.crt{{ end -}}
{{- end -}}

{{/* The folder with the CA of an external database as {name, secret, path, items}; nothing where Java's CAs are enough. */}}
{{- define "miner-stack.databaseCa" -}}
{{- $external := .Values.postgresql.external -}}
{{- if and (eq .Values.postgresql.mode "external") $external.caSecret -}}
{{- toYaml (dict "name" "database-ca" "secret" $external.caSecret "path" "/run/database-ca" "items" (list (dict "key" $external.caKey "path" "ca.crt"))) -}}
{{- end -}}
{{- end -}}

{{/* Whether llm-proxy has a database: a Secret of the values must have the password of its role, which earlier versions did not need. */}}
{{- define "miner-stack.usageDatabase" -}}
{{- $postgresql := .Values.postgresql -}}
{{- if $postgresql.usageUser -}}
{{- if eq $postgresql.mode "external" -}}
{{- if $postgresql.external.usageKey }}true{{ end -}}
{{- else if and (eq $postgresql.mode "plain") $postgresql.plain.existingSecret -}}
{{- if $postgresql.plain.usageKey }}true{{ end -}}
{{- else -}}
true
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Secret and key of a role's password, as {name, key}. Takes {root, role}: role is user, owner or usage. */}}
{{- define "miner-stack.databasePassword" -}}
{{- $postgresql := .root.Values.postgresql -}}
{{- if eq $postgresql.mode "external" -}}
name: {{ required "postgresql.external.existingSecret is missing: the name of a Secret with the passwords" $postgresql.external.existingSecret }}
key: {{ index $postgresql.external (printf "%sKey" .role) }}
{{- else if and (eq $postgresql.mode "cloudnativepg") (eq .role "owner") -}}
{{- /* without a Secret of the values, the operator makes one */ -}}
name: {{ $postgresql.cloudnativepg.existingOwnerSecret | default (printf "%s-postgres-app" (include "miner-stack.fullname" .root)) }}
key: password
{{- else if and (eq $postgresql.mode "cloudnativepg") (eq .role "usage") -}}
name: {{ $postgresql.cloudnativepg.existingUsageSecret | default (printf "%s-database-usage" (include "miner-stack.fullname" .root)) }}
key: password
{{- else if eq $postgresql.mode "cloudnativepg" -}}
name: {{ $postgresql.cloudnativepg.existingUserSecret | default (printf "%s-database-user" (include "miner-stack.fullname" .root)) }}
key: password
{{- else if $postgresql.plain.existingSecret -}}
name: {{ $postgresql.plain.existingSecret }}
key: {{ index $postgresql.plain (printf "%sKey" .role) }}
{{- else -}}
name: {{ include "miner-stack.fullname" .root }}-database
key: {{ get (dict "user" "DATABASE_PASSWORD" "owner" "DATABASE_OWNER_PASSWORD" "usage" "USAGE_DATABASE_PASSWORD") .role }}
{{- end -}}
{{- end -}}

{{/* Secret and key of the exporter's password, as {name, key}. */}}
{{- define "miner-stack.exporterSecret" -}}
{{- $exporter := .Values.monitoring.postgresExporter -}}
{{- if and (eq .Values.postgresql.mode "external") (not $exporter.existingSecret) -}}
{{- fail "monitoring.postgresExporter.existingSecret is missing: the name of a Secret with the password of its role, which you made with pg_monitor" -}}
{{- end -}}
name: {{ $exporter.existingSecret | default (printf "%s-postgres-exporter" (include "miner-stack.fullname" .)) }}
key: {{ $exporter.key }}
{{- end -}}

{{/* sslmode of the exporter. Its driver knows neither prefer nor allow, and has no CA but the system's. */}}
{{- define "miner-stack.exporterSslMode" -}}
{{- $sslmode := .Values.postgresql.external.sslmode -}}
{{- if eq .Values.postgresql.mode "plain" -}}
disable
{{- else if or (eq .Values.postgresql.mode "cloudnativepg") (has $sslmode (list "allow" "prefer")) -}}
require
{{- else -}}
{{ $sslmode }}
{{- end -}}
{{- end -}}

{{/* Refuses roles that would let memory-service change the schema. */}}
{{- define "miner-stack.checkRoles" -}}
{{- $postgresql := .Values.postgresql -}}
{{- if eq $postgresql.user $postgresql.owner -}}
{{- fail (printf "postgresql.user and postgresql.owner are both %s: memory-service needs a role that can't change the schema" $postgresql.user) -}}
{{- end -}}
{{- if or (eq $postgresql.usageUser $postgresql.owner) (eq $postgresql.usageUser $postgresql.user) (eq $postgresql.usageUser "postgres") -}}
{{- fail (printf "postgresql.usageUser is %s: llm-proxy needs a role of its own that can't change the schema" $postgresql.usageUser) -}}
{{- end -}}
{{- if and .Values.monitoring.postgresExporter.enabled (has .Values.monitoring.postgresExporter.user (list $postgresql.owner $postgresql.user $postgresql.usageUser "postgres")) -}}
{{- fail (printf "monitoring.postgresExporter.user is %s: the exporter needs a role of its own that can read no table" .Values.monitoring.postgresExporter.user) -}}
{{- end -}}
{{- if eq $postgresql.user "postgres" -}}
{{- fail "postgresql.user is postgres, the superuser: memory-service needs a role that can't change the schema" -}}
{{- end -}}
{{- if and (eq $postgresql.owner "postgres") (ne $postgresql.mode "external") -}}
{{- fail "postgresql.owner is postgres, the superuser: the database of the chart needs an owner of its own" -}}
{{- end -}}
{{- end -}}
