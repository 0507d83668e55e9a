{{/* Start of every object's name. 40 characters leave room for the component and for what StatefulSets append. */}}
{{- define "miner-stack.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Labels that select the pods of a component, which never change. Takes {root, component}. */}}
{{- define "miner-stack.selectorLabels" -}}
app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- with .component }}
app.kubernetes.io/component: {{ . }}
{{- end }}
{{- end -}}

{{/* Labels of an object. Takes {root, component}. */}}
{{- define "miner-stack.labels" -}}
{{ include "miner-stack.selectorLabels" . }}
app.kubernetes.io/part-of: miner-stack
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* Name of a component's objects. Takes {root, component}. */}}
{{- define "miner-stack.name" -}}
{{ include "miner-stack.fullname" .root }}-{{ .component }}
{{- end -}}

{{/*
Image of a service of this project. A chart between two releases has no default tag, because nobody has published its images. Takes
{root, component}.
*/}}
{{- define "miner-stack.image" -}}
{{- $image := .root.Values.image -}}
{{- if and (not $image.tag) (hasSuffix "-SNAPSHOT" .root.Chart.AppVersion) -}}
{{- fail (printf "image.tag is missing: no images of %s are published. Build them with REGISTRY and TAG set (deploy/images), and set image.registry and image.tag to the same; README.md of the chart has the four lines" .root.Chart.AppVersion) -}}
{{- end -}}
{{- with $image.registry }}{{ . | trimSuffix "/" }}/{{ end -}}
{{ $image.repository }}/{{ .component }}:{{ $image.tag | default .root.Chart.AppVersion }}
{{- end -}}

{{/* The settings of a component's pods as YAML: `pod` of the chart, overridden key by key. Takes {root, pod}. */}}
{{- define "miner-stack.pod" -}}
{{- mergeOverwrite (deepCopy .root.Values.pod) (deepCopy (.pod | default dict)) | toYaml -}}
{{- end -}}

{{/* Fields of a pod's spec that are the same for every component. Takes {root, component, pod, user}. */}}
{{- define "miner-stack.podSpec" -}}
{{- $pod := include "miner-stack.pod" . | fromYaml -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: {{ .user | default 65532 | int }}
  runAsGroup: {{ .user | default 65532 | int }}
  fsGroup: {{ .user | default 65532 | int }}
  # a volume with many files is not walked through at each start
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: {type: RuntimeDefault}
{{- with .root.Values.imagePullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $pod.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $pod.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $pod.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $pod.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with $pod.runtimeClassName }}
runtimeClassName: {{ . }}
{{- end }}
{{- if $pod.topologySpreadConstraints }}
topologySpreadConstraints: {{- toYaml $pod.topologySpreadConstraints | nindent 2 }}
{{- else if not .alone }}
topologySpreadConstraints:
{{- $selector := include "miner-stack.selectorLabels" . }}
{{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- $selector | nindent 8 }}
{{- end }}
{{- end }}
{{- end -}}

{{/*
Labels and annotations of a pod. Takes {root, component, pod, annotations}. No label of a pod has a version: with one, every new version
of the chart would restart every pod, the database's too.
*/}}
{{- define "miner-stack.podMetadata" -}}
{{- $pod := include "miner-stack.pod" . | fromYaml -}}
labels:
  {{- include "miner-stack.selectorLabels" . | nindent 2 }}
  app.kubernetes.io/part-of: miner-stack
{{- with $pod.labels }}
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with mergeOverwrite (dict) (.annotations | default dict) ($pod.annotations | default dict) }}
annotations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "miner-stack.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  privileged: false
  capabilities: {drop: [ALL]}
{{- end -}}

{{/* The value of a variable. Helm reads whole numbers as floats, and 1000000 would become 1e+06. */}}
{{- define "miner-stack.variable" -}}
{{- if and (kindIs "float64" .) (eq (floor .) .) }}{{ int64 . }}{{ else }}{{ . }}{{ end -}}
{{- end -}}

{{/* The list `env` from a map of variables, sorted by name, and from extraEnv. Takes {root, pod, variables}. */}}
{{- define "miner-stack.env" -}}
{{- $env := list -}}
{{- range $name, $value := .variables }}{{ $env = append $env (dict "name" $name "value" (include "miner-stack.variable" $value)) }}{{ end -}}
{{- concat $env ((include "miner-stack.pod" . | fromYaml).extraEnv | default list) | toYaml -}}
{{- end -}}

{{/* Variables of every service. Running requests may take until their deadline, and a restart of a callee takes seconds. */}}
{{- define "miner-stack.sharedVariables" -}}
{{- if gt (int .Values.drainSeconds) (int .Values.requestTimeout) }}{{ fail "drainSeconds is above requestTimeout" }}{{ end -}}
{{- $shared := dict "REQUEST_TIMEOUT" .Values.requestTimeout "SHUTDOWN_DELAY" (printf "%ds" (int .Values.drainSeconds)) "SHUTDOWN_TIMEOUT" (printf "%ds" (add .Values.requestTimeout 5)) "MAX_REQUEST_SIZE" (printf "%dMB" (int .Values.maxRequestMegabytes)) "CONNECT_RETRY_LIMIT" "40s" -}}
{{- mergeOverwrite $shared .Values.settings | toYaml -}}
{{- end -}}

{{/* Seconds from the start of a pod's end to its kill: the sleep, the drain, the shutdown, and some for the JVM. */}}
{{- define "miner-stack.grace" -}}
{{ add .Values.preStopSeconds .Values.drainSeconds .Values.requestTimeout 15 }}
{{- end -}}

{{/* Seconds of a route: longer than the deadline, so that the gateway ends a request and not the route. */}}
{{- define "miner-stack.routeTimeout" -}}
{{ add .Values.requestTimeout 10 }}
{{- end -}}

{{/* Whether something runs as several pods. Takes a component's values. */}}
{{- define "miner-stack.several" -}}
{{- $fewest := .replicas -}}
{{- if ne .autoscaling.by "none" }}{{ $fewest = .autoscaling.min }}{{ end -}}
{{- if gt (int $fewest) 1 }}true{{ end -}}
{{- end -}}

{{/* The entry of a service's list of secrets for the secret that the services share. */}}
{{- define "miner-stack.stackSecret" -}}
{{- $secret := .Values.secrets.stackSecret -}}
variable: STACK_SECRET
name: {{ $secret.existingSecret | default (include "miner-stack.name" (dict "root" . "component" "stack-secret")) }}
key: {{ $secret.key }}
{{- end -}}

{{/* Secret of the API key. */}}
{{- define "miner-stack.apiKeySecret" -}}
{{ .Values.secrets.apiKey.existingSecret | default (include "miner-stack.name" (dict "root" . "component" "api-key")) }}
{{- end -}}
