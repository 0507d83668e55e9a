{{/* A peer: the pods of a component. Takes {root, component}. */}}
{{- define "miner-stack.peer" -}}
- podSelector:
    matchLabels: {{- include "miner-stack.selectorLabels" . | nindent 6 }}
{{- end -}}

{{/* Egress to a component. Takes {root, component, port}. */}}
{{- define "miner-stack.egressTo" -}}
- to: {{- include "miner-stack.peer" . | nindent 4 }}
  ports: [{port: {{ .port }}, protocol: TCP}]
{{ end -}}

{{/*
Egress to the server of a URL. A name that ends with .svc or .svc.cluster.local is a Service of that namespace, a name without a dot one of
this namespace, and everything else is outside the cluster. Takes {host, port}.
*/}}
{{- define "miner-stack.egressToHost" -}}
{{- $host := .host | trimSuffix "." | trimSuffix ".cluster.local" -}}
{{- if regexMatch "^[0-9]+(\\.[0-9]+){3}$" $host }}
- to: [{ipBlock: {cidr: {{ $host }}/32}}]
{{- else if contains ":" $host }}
- to: [{ipBlock: {cidr: "{{ $host }}/128"}}]
{{- else if hasSuffix ".svc" $host }}
- to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: {{ index (splitList "." $host) 1 }}}}}]
{{- else if not (contains "." $host) }}
- to: [{podSelector: {}}]
{{- else }}
- to: [{ipBlock: {cidr: 0.0.0.0/0}}, {ipBlock: {cidr: "::/0"}}]
{{- end }}
  ports: [{port: {{ .port }}, protocol: TCP}]
{{ end -}}

{{- define "miner-stack.egressToUrl" -}}
{{- $url := urlParse (trim .) -}}
{{- $port := ternary 443 80 (eq $url.scheme "https") -}}
{{- $host := $url.host -}}
{{- $explicit := regexFind ":[0-9]+$" $host -}}
{{- if $explicit }}
{{- $port = int (trimPrefix ":" $explicit) -}}
{{- $host = trimSuffix $explicit $host -}}
{{- end }}
{{- include "miner-stack.egressToHost" (dict "host" ($host | trimPrefix "[" | trimSuffix "]") "port" $port) -}}
{{- end -}}

{{/* Egress to PostgreSQL. */}}
{{- define "miner-stack.egressToDatabase" -}}
{{- if eq .Values.postgresql.mode "external" -}}
{{ include "miner-stack.egressToHost" (dict "host" (include "miner-stack.databaseHost" .) "port" (include "miner-stack.databasePort" .)) }}
{{- else if eq .Values.postgresql.mode "cloudnativepg" }}
- to: [{podSelector: {matchLabels: {cnpg.io/cluster: {{ include "miner-stack.fullname" . }}-postgres}}}]
  ports: [{port: 5432, protocol: TCP}]
{{ else -}}
{{ include "miner-stack.egressTo" (dict "root" . "component" "postgres" "port" 5432) }}
{{- end -}}
{{- end -}}

{{/*
The policy of a component. Takes {root, component, ingress, egress, dns, hook}; ingress and egress are YAML lists. With `hook` the policy is a
hook, and exists before the hooks of a higher weight.
*/}}
{{- define "miner-stack.policy" -}}
{{- $root := .root }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "miner-stack.name" . }}{{ if .hook }}-hook{{ end }}
  labels: {{- include "miner-stack.labels" . | nindent 4 }}
spec:
  podSelector:
    matchLabels: {{- include "miner-stack.selectorLabels" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
{{- with trim .ingress }}
  ingress:
    {{- . | nindent 4 }}
{{- end }}
{{- $extra := index $root.Values.networkPolicy.extraEgress .component }}
{{- if or (trim .egress) .dns $extra }}
  egress:
{{- if .dns }}
    - to: {{- toYaml $root.Values.networkPolicy.dns | nindent 8 }}
      ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
{{- end }}
{{- with trim .egress }}
    {{- . | nindent 4 }}
{{- end }}
{{- with $extra }}
    {{- toYaml . | nindent 4 }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Ingress of a service from its callers and from the scrapers. Takes {root, callers: [component], port, managementPort}. */}}
{{- define "miner-stack.ingress" -}}
{{- $root := .root -}}
{{- if .callers }}
- from:
{{- range .callers }}
    {{- include "miner-stack.peer" (dict "root" $root "component" .) | nindent 4 }}
{{- end }}
  ports: [{port: {{ .port }}, protocol: TCP}]
{{- end }}
{{- with $root.Values.networkPolicy.monitoringFrom }}
- from: {{- toYaml . | nindent 4 }}
  ports: [{port: {{ $.managementPort }}, protocol: TCP}]
{{- end }}
{{ end -}}
{{- with .hook }}
  annotations:
    helm.sh/hook: {{ . }}
    helm.sh/hook-weight: "-5"
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end }}
