{{/*
A Java service: Deployment, Service, ServiceAccount.
Takes {root, component, values, port, managementPort, variables, secrets: [{variable, name, key}], folders: [{name, secret, path, items}]}; a folder without items has every
key of its Secret.
*/}}
{{- define "miner-stack.service" -}}
{{- $root := .root -}}
{{- $name := include "miner-stack.name" . -}}
{{- $pod := dict "root" $root "component" .component "pod" .values.pod -}}
{{- $settings := include "miner-stack.pod" $pod | fromYaml -}}
{{- $variables := mergeOverwrite (include "miner-stack.sharedVariables" $root | fromYaml) (.variables | default dict) .values.settings -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ $name }}
  labels: {{- include "miner-stack.labels" . | nindent 4 }}
automountServiceAccountToken: false
---
apiVersion: v1
kind: Service
metadata:
  name: {{ $name }}
  labels: {{- include "miner-stack.labels" . | nindent 4 }}
{{- with (.values.service | default dict).annotations }}
  annotations: {{- toYaml . | nindent 4 }}
{{- end }}
spec:
  type: {{ (.values.service | default dict).type | default "ClusterIP" }}
{{- if ne ((.values.service | default dict).type | default "ClusterIP") "ClusterIP" }}
  externalTrafficPolicy: {{ .values.service.externalTrafficPolicy }}
{{- end }}
  selector: {{- include "miner-stack.selectorLabels" . | nindent 4 }}
  ports: [{name: http, port: {{ (.values.service | default dict).port | default .port }}, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ $name }}
  labels: {{- include "miner-stack.labels" . | nindent 4 }}
spec:
{{- if eq .values.autoscaling.by "none" }}
  replicas: {{ .values.replicas }}
{{- end }}
  revisionHistoryLimit: 3
{{- if eq .component "memory-service" }}
  # its pods wait for the migration
  progressDeadlineSeconds: {{ add .root.Values.migration.timeoutSeconds 300 }}
{{- end }}
  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
  selector:
    matchLabels: {{- include "miner-stack.selectorLabels" . | nindent 6 }}
  template:
    metadata: {{- include "miner-stack.podMetadata" (merge (dict "annotations" .annotations) $pod) | nindent 6 }}
    spec:
      {{- include "miner-stack.podSpec" $pod | nindent 6 }}
      serviceAccountName: {{ $name }}
      terminationGracePeriodSeconds: {{ include "miner-stack.grace" $root }}
      containers:
        - name: {{ .component }}
          image: {{ include "miner-stack.image" . }}
          imagePullPolicy: {{ $root.Values.image.pullPolicy }}
          # the reason of a failed start is the last line of the log
          terminationMessagePolicy: FallbackToLogsOnError
          {{- include "miner-stack.containerSecurity" . | nindent 10 }}
          ports:
            - {name: http, containerPort: {{ .port }}}
            - {name: management, containerPort: {{ .managementPort }}}
          env: {{- include "miner-stack.env" (merge (dict "variables" $variables) $pod) | nindent 12 }}
          # the start of a JVM on a busy node
          startupProbe: {httpGet: {path: /actuator/health/liveness, port: management}, periodSeconds: 2, timeoutSeconds: 3, failureThreshold: 90}
          livenessProbe: {httpGet: {path: /actuator/health/liveness, port: management}, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6}
          readinessProbe: {httpGet: {path: /actuator/health/readiness, port: management}, periodSeconds: 3, timeoutSeconds: 3, failureThreshold: 3}
          lifecycle: {preStop: {sleep: {seconds: {{ $root.Values.preStopSeconds }}}}}
          resources: {{- toYaml .values.resources | nindent 12 }}
          volumeMounts:
            - {name: tmp, mountPath: /tmp}
{{- if .secrets }}
            - {name: secrets, mountPath: /run/secrets, readOnly: true}
{{- end }}
{{- range .folders }}
            - {name: {{ .name }}, mountPath: {{ .path }}, readOnly: true}
{{- end }}
{{- with $settings.extraVolumeMounts }}
            {{- toYaml . | nindent 12 }}
{{- end }}
      volumes:
        - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
{{- with .secrets }}
        - name: secrets
          projected:
            sources:
{{- range . }}
              - secret: {name: {{ .name }}, items: [{key: {{ .key }}, path: {{ .variable }}}]}
{{- end }}
{{- end }}
{{- range .folders }}
        - {name: {{ .name }}, secret: {secretName: {{ .secret | quote }}{{ with .items }}, items: {{ toJson . }}{{ end }}}}
{{- end }}
{{- with $settings.extraVolumes }}
        {{- toYaml . | nindent 8 }}
{{- end }}
{{ include "miner-stack.disruptionBudget" . }}
{{ include "miner-stack.scaler" (merge (dict "kind" "Deployment" "name" $name) .) }}
{{- end -}}

{{/* Takes {root, component, values}. */}}
{{- define "miner-stack.disruptionBudget" -}}
{{- if and .root.Values.podDisruptionBudget.enabled (include "miner-stack.several" .values) -}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "miner-stack.name" . }}
  labels: {{- include "miner-stack.labels" . | nindent 4 }}
spec:
  maxUnavailable: {{ .root.Values.podDisruptionBudget.maxUnavailable }}
  # a pod that is not ready holds up no drain of a node
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels: {{- include "miner-stack.selectorLabels" . | nindent 6 }}
{{- end -}}
{{- end -}}

{{/*
The one scaler of a workload. Takes {root, component, values, kind, name, queries: [{query, threshold}]}; queries are for keda.
*/}}
{{- define "miner-stack.scaler" -}}
{{- $scaling := .values.autoscaling -}}
{{- if ne $scaling.by "none" }}
{{- if gt (int $scaling.min) (int $scaling.max) }}
{{- fail (printf "%s: autoscaling.min is above autoscaling.max" .component) }}
{{- end }}
---
{{- if eq $scaling.by "cpu" }}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ .name }}
  labels: {{- include "miner-stack.labels" . | nindent 4 }}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: {{ .kind }}, name: {{ .name }}}
  minReplicas: {{ $scaling.min }}
  maxReplicas: {{ $scaling.max }}
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: {{ $scaling.cpu }}}}}]
  behavior: {{- include "miner-stack.scalingBehavior" . | nindent 4 }}
{{- else }}
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: {{ .name }}
  labels: {{- include "miner-stack.labels" . | nindent 4 }}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: {{ .kind }}, name: {{ .name }}}
  minReplicaCount: {{ $scaling.min }}
  maxReplicaCount: {{ $scaling.max }}
  pollingInterval: 15
  cooldownPeriod: 360
  advanced:
    horizontalPodAutoscalerConfig:
      behavior: {{- include "miner-stack.scalingBehavior" . | nindent 8 }}
{{- if .queries }}
  # without Prometheus the fewest pods that the values allow keep running
  fallback: {failureThreshold: 4, replicas: {{ $scaling.min }}, behavior: currentReplicasIfHigher}
{{- end }}
  triggers:
{{- if $scaling.cpu }}
    - {type: cpu, metricType: Utilization, metadata: {value: {{ $scaling.cpu | quote }}}}
{{- end }}
{{- $address := .root.Values.kedaPrometheus }}
{{- range .queries }}
    - type: prometheus
      metadata:
        serverAddress: {{ required "kedaPrometheus is missing: the address of Prometheus for autoscaling.by keda" $address }}
        query: {{ .query | quote }}
        threshold: {{ .threshold | quote }}
        # no value is an error, for which the fallback stands; as 0 it would end all pods but the fewest
        ignoreNullValues: "false"
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/*
The selector of the series of a component's pods in this release alone, for queries of KEDA. A Deployment appends a hash and a name to the names of its
pods, or, where the names get too long, one of both in one piece; a StatefulSet appends a number (`ordinals`). Takes {root, component, ordinals}.
*/}}
{{- define "miner-stack.series" -}}
{{- $suffix := ternary "[0-9]+" "[a-z0-9]+(-[a-z0-9]+)?" (.ordinals | default false) -}}
{namespace={{ .root.Release.Namespace | quote }},pod=~"{{ include "miner-stack.name" . | replace "." "[.]" }}-{{ $suffix }}"}
{{- end -}}

{{/* Up quickly, down one pod at a time: a pod that stops takes a minute, and a new one must start. */}}
{{- define "miner-stack.scalingBehavior" -}}
scaleUp: {stabilizationWindowSeconds: 0, policies: [{type: Pods, value: 2, periodSeconds: 30}]}
scaleDown: {stabilizationWindowSeconds: 300, policies: [{type: Pods, value: 1, periodSeconds: 120}]}
{{- end -}}
