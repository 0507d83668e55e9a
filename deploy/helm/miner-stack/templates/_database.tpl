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
{{- end -}}

{{/* Secret and key of a role's password, as {name, key}. Takes {root, role}: role is user or owner. */}}
{{- define "miner-stack.databasePassword" -}}
{{- $postgresql := .root.Values.postgresql -}}
{{- if eq $postgresql.mode "external" -}}
name: {{ required "postgresql.external.existingSecret is missing: the name of a Secret with the passwords" $postgresql.external.existingSecret }}
key: {{ index $postgresql.external (printf "%sKey" .role) }}
{{- else if and (eq $postgresql.mode "cloudnativepg") (eq .role "owner") -}}
{{- /* the operator makes this Secret */ -}}
name: {{ include "miner-stack.fullname" .root }}-postgres-app
key: password
{{- else if eq $postgresql.mode "cloudnativepg" -}}
name: {{ include "miner-stack.fullname" .root }}-database-user
key: password
{{- else -}}
name: {{ include "miner-stack.fullname" .root }}-database
key: {{ ternary "DATABASE_PASSWORD" "DATABASE_OWNER_PASSWORD" (eq .role "user") }}
{{- end -}}
{{- end -}}
