{{/*
Refuses values that only a service or the cluster would refuse, after minutes. Each refusal is one line that names the value. No line
repeats what may hold a password.
*/}}
{{- define "miner-stack.checks" -}}
{{- include "miner-stack.checkRegistry" .Values.image.registry -}}
{{- include "miner-stack.checkTree" (dict "path" "" "value" .Values) -}}
{{- range $index, $secret := .Values.imagePullSecrets -}}
{{- include "miner-stack.checkSecretName" (dict "path" (printf "imagePullSecrets[%d].name" $index) "name" $secret.name) -}}
{{- end -}}
{{- range $path, $settings := dict
    "settings" .Values.settings
    "gateway.settings" .Values.gateway.settings
    "agentService.settings" .Values.agentService.settings
    "memoryService.settings" .Values.memoryService.settings
    "llmProxy.settings" .Values.llmProxy.settings
    "localLlm.settings" .Values.localLlm.settings -}}
{{- range $name, $value := $settings -}}
{{- include "miner-stack.checkSetting" (dict "path" (printf "%s.%s" $path $name) "name" $name "text" (include "miner-stack.variable" $value | trim)) -}}
{{- end -}}
{{- end -}}
{{- range $index, $url := .Values.vllm.externalUrls -}}
{{- include "miner-stack.checkUrl" (dict "path" (printf "vllm.externalUrls[%d]" $index) "url" $url) -}}
{{- end -}}
{{- range $name := list "gateway" "agentService" "memoryService" "llmProxy" "localLlm" -}}
{{- if (index $.Values $name).settings.OTEL_EXPORTER_OTLP_ENDPOINT -}}
{{- fail (printf "%s.settings.OTEL_EXPORTER_OTLP_ENDPOINT: one collector gets the spans of all services, so it is set in settings" $name) -}}
{{- end -}}
{{- end -}}
{{- include "miner-stack.checkUrl" (dict "path" "kedaPrometheus" "url" .Values.kedaPrometheus) -}}
{{- include "miner-stack.checkUrl" (dict "path" "secrets.httpsProxy.address" "url" .Values.secrets.httpsProxy.address) -}}
{{- if .Values.secrets.httpsProxy.existingSecret -}}
{{- if .Values.llmProxy.settings.HTTPS_PROXY -}}
{{- fail "llmProxy.settings.HTTPS_PROXY and secrets.httpsProxy.existingSecret exclude each other" -}}
{{- end -}}
{{- if and .Values.networkPolicy.enabled (not .Values.secrets.httpsProxy.address) -}}
{{- fail "secrets.httpsProxy.address is missing: host and port of the proxy, for the network policy" -}}
{{- end -}}
{{- else if .Values.secrets.httpsProxy.address -}}
{{- fail "secrets.httpsProxy.address without secrets.httpsProxy.existingSecret: a proxy without a password is set in llmProxy.settings.HTTPS_PROXY" -}}
{{- end -}}
{{- if and (has "local" .Values.providers) (eq .Values.localLlm.autoscaling.by "none") (lt (int .Values.localLlm.replicas) 1) -}}
{{- fail "localLlm.replicas: 0, and providers names local (expected: 1 or more, or providers without local)" -}}
{{- end -}}
{{- $external := .Values.postgresql.external -}}
{{- if and (eq .Values.postgresql.mode "external") $external.caSecret (not (hasPrefix "verify-" $external.sslmode)) -}}
{{- fail (printf "postgresql.external.sslmode: %s checks no certificate, so postgresql.external.caSecret has no effect (expected: verify-ca or verify-full)" $external.sslmode) -}}
{{- end -}}
{{- end -}}

{{/* Takes the registry. */}}
{{- define "miner-stack.checkRegistry" -}}
{{- $expected := "(expected: a host with or without a folder, such as registry.example.org/team)" -}}
{{- if contains "@" . -}}
{{- fail (printf "image.registry has a user name or a password: use imagePullSecrets %s" $expected) -}}
{{- else if contains "://" . -}}
{{- fail (printf "image.registry: %s has a scheme %s" . $expected) -}}
{{- else if and . (not (regexMatch "^[a-z0-9]+([.-]+[a-z0-9]+)*(:[0-9]+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*/?$" .)) -}}
{{- fail (printf "image.registry: %s %s" . $expected) -}}
{{- end -}}
{{- end -}}

{{/*
Names and keys of Secrets, requests and limits, wherever the values have them. What Kubernetes or an operator defines (pods, labels, specs)
is left out. Takes {path, value}.
*/}}
{{- define "miner-stack.checkTree" -}}
{{- $path := .path -}}
{{- range $key, $value := .value -}}
{{- $here := printf "%s%s" $path $key -}}
{{- if kindIs "string" $value -}}
{{- if and $value (regexMatch "^(existing[A-Za-z]*|ca|keys|tls)Secret$" $key) -}}
{{- include "miner-stack.checkSecretName" (dict "path" $here "name" $value) -}}
{{- else if and (regexMatch "^(key|userKey|ownerKey|caKey)$" $key) (not (regexMatch "^[-._A-Za-z0-9]{1,253}$" $value)) -}}
{{- fail (printf "%s: %s is no key of a Secret (expected: letters, digits, -, _ and .)" $here $value) -}}
{{- end -}}
{{- else if and (kindIs "map" $value) (eq $key "resources") -}}
{{- include "miner-stack.checkResources" (dict "path" $here "resources" $value) -}}
{{- else if and (kindIs "map" $value) (not (has $key (list "pod" "settings" "labels" "annotations" "spec" "scheduledBackup" "extraEgress" "global"))) -}}
{{- include "miner-stack.checkTree" (dict "path" (printf "%s." $here) "value" $value) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Takes {path, name}. */}}
{{- define "miner-stack.checkSecretName" -}}
{{- if or (gt (len .name) 253) (not (regexMatch "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$" .name)) -}}
{{- fail (printf "%s: %s is no name of a Secret (expected: lower-case letters, digits, - and ., such as miner-keys)" .path .name) -}}
{{- end -}}
{{- end -}}

{{/* Takes {path, resources}. */}}
{{- define "miner-stack.checkResources" -}}
{{- $path := .path -}}
{{- $limits := .resources.limits | default dict -}}
{{- range $name, $request := .resources.requests | default dict -}}
{{- if hasKey $limits $name -}}
{{- $limit := index $limits $name -}}
{{- if gt (include "miner-stack.quantity" $request | float64) (include "miner-stack.quantity" $limit | float64) -}}
{{- fail (printf "%s.requests.%s: %s is above %s.limits.%s, which is %s" $path $name (include "miner-stack.variable" $request) $path $name (include "miner-stack.variable" $limit)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* A quantity of Kubernetes as a plain number. */}}
{{- define "miner-stack.quantity" -}}
{{- $text := include "miner-stack.variable" . -}}
{{- $unit := regexFind "[A-Za-z]+$" $text -}}
{{- $factor := index (dict "" 1.0 "m" 0.001 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "Ki" 1024.0 "Mi" 1048576.0 "Gi" 1073741824.0 "Ti" 1099511627776.0) $unit -}}
{{- printf "%f" (mulf (trimSuffix $unit $text | float64) $factor) -}}
{{- end -}}

{{/* Takes {path, name, text}. */}}
{{- define "miner-stack.checkSetting" -}}
{{- $boolean := has .text (list "true" "false") -}}
{{- if eq .text "" -}}
{{- /* an empty variable means its default */ -}}
{{- else if or (regexMatch "(_URL|_PROXY|_ENDPOINT)$" .name) (regexMatch "://[^/?#]*@" .text) -}}
{{- include "miner-stack.checkUrl" (dict "path" .path "url" .text) -}}
{{- else if has .name (list "ACCESS_LOG" "RATE_LIMIT_ALL") -}}
{{- if not (regexMatch "^(?i:on|off|yes|no|true|false|1|0)$" .text) -}}
{{- fail (printf "%s: %s (expected: on or off)" .path .text) -}}
{{- end -}}
{{- else if hasPrefix "RATE_LIMIT_" .name -}}
{{- if not (regexMatch "^(?i:off|([1-9][0-9]{0,5}|1000000)/[smh])$" .text) -}}
{{- fail (printf "%s: %s (expected: such as 20/m, 5/s, 100/h, up to 1000000, or \"off\"%s)" .path .text (ternary ", in quotes, because YAML reads off as false" "" $boolean)) -}}
{{- end -}}
{{- else if eq .name "LOG_LEVEL" -}}
{{- if not (regexMatch "^(?i:trace|debug|info|warn|warning|error|critical|fatal|notset|off)$" .text) -}}
{{- fail (printf "%s: %s (expected: DEBUG, INFO, WARNING, ERROR or CRITICAL)" .path .text) -}}
{{- end -}}
{{- else if eq .name "LOG_FORMAT" -}}
{{- if not (has .text (list "json" "text" "auto")) -}}
{{- fail (printf "%s: %s (expected: json, text or auto)" .path .text) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Refuses a user name or a password in a URL, and does not repeat the URL. Takes {path, url}. */}}
{{- define "miner-stack.checkUrl" -}}
{{- if contains "@" .url -}}
{{- fail (printf "%s has a user name or a password, which everybody could read who may read the pods%s" .path (ternary ": put the whole URL into a Secret and name it in secrets.httpsProxy" "" (contains "PROXY" (upper .path)))) -}}
{{- end -}}
{{- end -}}
