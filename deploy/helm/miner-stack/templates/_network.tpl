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

{{/* Egress to every address outside the cluster. Takes a port. */}}
{{- define "miner-stack.egressOutside" -}}
- to: [{ipBlock: {cidr: 0.0.0.0/0}}, {ipBlock: {cidr: "::/0"}}]
  ports: [{port: {{ . }}, protocol: TCP}]
{{ end -}}

{{/*
Egress to a host. Names of the cluster end with .svc, with or without the cluster's domain behind it; the label before .svc is the
namespace, whatever stands before that: `vllm.models.svc`, `vllm-0.vllm.models.svc.cluster.local`. A name without a dot is a Service of this
namespace. One with a single dot can be both: `vllm.models` is a Service of the namespace models for the cluster's DNS, and `example.org`
is outside. Everything else is outside the cluster. Takes {root, host, port}.
*/}}
{{- define "miner-stack.egressToHost" -}}
{{- $host := .host | lower | trimSuffix "." | trimSuffix (printf ".%s" .root.Values.networkPolicy.clusterDomain) -}}
{{- $labels := splitList "." $host -}}
{{- if regexMatch "^[0-9]+(\\.[0-9]+){3}$" $host }}
- to: [{ipBlock: {cidr: {{ $host }}/32}}]
{{- else if contains ":" $host }}
- to: [{ipBlock: {cidr: "{{ $host }}/128"}}]
{{- else if and (hasSuffix ".svc" $host) (ge (len $labels) 3) }}
- to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: {{ index $labels (sub (len $labels) 2) | quote }}}}}]
{{- else if eq (len $labels) 1 }}
- to: [{podSelector: {}}]
{{- else if eq (len $labels) 2 }}
- to:
    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: {{ last $labels | quote }}}}
    - ipBlock: {cidr: 0.0.0.0/0}
    - ipBlock: {cidr: "::/0"}
{{- else }}
- to: [{ipBlock: {cidr: 0.0.0.0/0}}, {ipBlock: {cidr: "::/0"}}]
{{- end }}
  ports: [{port: {{ .port }}, protocol: TCP}]
{{ end -}}

{{/* Scheme, host and port of a URL as YAML; http where it has no scheme. Takes the URL. */}}
{{- define "miner-stack.urlParts" -}}
{{- $text := trim . -}}
{{- $url := urlParse (ternary $text (printf "http://%s" $text) (contains "://" $text)) -}}
{{- $explicit := regexFind ":[0-9]+$" $url.host -}}
scheme: {{ $url.scheme }}
host: {{ $url.host | trimSuffix $explicit | trimPrefix "[" | trimSuffix "]" | lower | quote }}
port: {{ $explicit | trimPrefix ":" | default (ternary 443 80 (eq $url.scheme "https")) }}
{{- end -}}

{{/* Takes {root, url}. */}}
{{- define "miner-stack.egressToUrl" -}}
{{- $url := include "miner-stack.urlParts" .url | fromYaml -}}
{{- include "miner-stack.egressToHost" (dict "root" .root "host" $url.host "port" (int $url.port)) -}}
{{- end -}}

{{/* An IPv4 address as a number. */}}
{{- define "miner-stack.addressNumber" -}}
{{- $number := 0 -}}
{{- range splitList "." . }}{{ $number = add (mul $number 256) (int .) }}{{ end -}}
{{ $number }}
{{- end -}}

{{/*
Whether an entry of NO_PROXY covers a host, as llm-proxy reads it: a name with all names below it, with or without a port, an address, a
block of addresses, or *. A block of IPv6 addresses covers every IPv6 address here: in doubt there is one edge too many and no
connection is lost. Takes {entry, host, port}.
*/}}
{{- define "miner-stack.noProxyCovers" -}}
{{- $entry := lower .entry -}}
{{- $address := regexMatch "^[0-9]+(\\.[0-9]+){3}$" .host -}}
{{- if eq $entry "*" }}true
{{- else if contains "/" $entry -}}
{{- $block := splitList "/" $entry -}}
{{- if contains ":" $entry -}}
{{- if contains ":" .host }}true{{ end -}}
{{- else if and $address (regexMatch "^[0-9]+(\\.[0-9]+){3}/[0-9]+$" $entry) (le (int (last $block)) 32) -}}
{{- $size := 1 -}}
{{- range until (sub 32 (int (last $block)) | int) }}{{ $size = mul $size 2 }}{{ end -}}
{{- $one := include "miner-stack.addressNumber" (first $block) -}}
{{- $other := include "miner-stack.addressNumber" .host -}}
{{- if eq (div (int64 $one) $size) (div (int64 $other) $size) }}true{{ end -}}
{{- end -}}
{{- else -}}
{{- /* an IPv6 address has a port only behind brackets */ -}}
{{- $port := "" -}}
{{- if or (hasPrefix "[" $entry) (le (len (splitList ":" $entry)) 2) }}{{ $port = regexFind ":[0-9]+$" $entry }}{{ end -}}
{{- $bare := $entry | trimSuffix $port | trimPrefix "*" | trimPrefix "." | trimPrefix "[" | trimSuffix "]" -}}
{{- $samePort := or (not $port) (eq $port (printf ":%v" .port)) -}}
{{- if and $samePort (or (eq .host $bare) (hasSuffix (printf ".%s" $bare) .host)) }}true{{ end -}}
{{- end -}}
{{- end -}}

{{/* The proxy of llm-proxy without its password: what HTTPS_PROXY or the address beside the Secret says; empty where there is none. */}}
{{- define "miner-stack.httpsProxy" -}}
{{- $secret := .Values.secrets.httpsProxy -}}
{{- ternary $secret.address (toString (.Values.llmProxy.settings.HTTPS_PROXY | default "")) (not (empty $secret.existingSecret)) | trim -}}
{{- end -}}

{{/* Whether llm-proxy reaches an upstream through its proxy. Takes {root, url}. */}}
{{- define "miner-stack.throughProxy" -}}
{{- $settings := .root.Values.llmProxy.settings -}}
{{- $url := include "miner-stack.urlParts" .url | fromYaml -}}
{{- if and (include "miner-stack.httpsProxy" .root) (eq $url.scheme "https") (not (has $url.host (list "localhost" "127.0.0.1" "::1"))) -}}
{{- $direct := "" -}}
{{- range regexSplit "[, ]+" (toString ($settings.NO_PROXY | default "")) -1 -}}
{{- if . }}{{ $direct = print $direct (include "miner-stack.noProxyCovers" (dict "entry" . "host" $url.host "port" $url.port)) }}{{ end -}}
{{- end -}}
{{- if not $direct }}true{{ end -}}
{{- end -}}
{{- end -}}

{{/* Egress to PostgreSQL. */}}
{{- define "miner-stack.egressToDatabase" -}}
{{- if eq .Values.postgresql.mode "external" -}}
{{ include "miner-stack.egressToHost" (dict "root" . "host" (include "miner-stack.databaseHost" .) "port" (include "miner-stack.databasePort" .)) }}
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
{{- with .hook }}
  annotations:
    helm.sh/hook: {{ . }}
    helm.sh/hook-weight: "-5"
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end }}
spec:
  podSelector:
    matchLabels: {{- include "miner-stack.selectorLabels" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
{{- with trim .ingress }}
  ingress:
    {{- . | nindent 4 }}
{{- end }}
{{- $extra := index $root.Values.networkPolicy.extraEgress .component }}
{{- $egress := .egress }}
{{- $collector := "" }}
{{- if has .component (list "gateway" "agent-service" "memory-service" "llm-proxy" "local-llm") }}
{{- $collector = $root.Values.settings.OTEL_EXPORTER_OTLP_ENDPOINT | default "" | toString }}
{{- end }}
{{- with $collector }}
{{- $egress = print $egress (include "miner-stack.egressToUrl" (dict "root" $root "url" .)) }}
{{- end }}
{{- if or (trim $egress) .dns $extra }}
  egress:
{{- if or .dns $collector }}
    - to: {{- toYaml $root.Values.networkPolicy.dns | nindent 8 }}
      ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
{{- end }}
{{- with trim $egress }}
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
