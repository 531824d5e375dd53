{{- /* All take a list: the root and an app. What apps.yaml says of them is read by each, since Helm keeps nothing. */ -}}
{{- define "einmal.name" -}}
{{ printf "%s-%s" (index . 0).Release.Name (index . 1) }}
{{- end -}}

{{- /* The DNS name of its Service, which stands in its certificate. */ -}}
{{- define "einmal.host" -}}
{{ printf "%s.%s.svc" (include "einmal.name" .) (index . 0).Release.Namespace }}
{{- end -}}

{{- /* Not empty where the app runs: one that describes a further process of a register does on request. */ -}}
{{- define "einmal.runs" -}}
{{- $root := index . 0 -}}
{{- $data := index (($root.Files.Get "apps.yaml" | fromYaml).apps) (index . 1) -}}
{{- $own := index $root.Values.apps (index . 1) | default dict -}}
{{- if hasKey $own "enabled" -}}
{{- if $own.enabled -}}yes{{- end -}}
{{- else if not $data.isOnRequest -}}yes{{- end -}}
{{- end -}}

{{- /* Not empty where the app sends traces somewhere: its own settings come before `traces`. */ -}}
{{- define "einmal.traced" -}}
{{- $root := index . 0 -}}
{{- $settings := (index $root.Values.apps (index . 1) | default dict).settings | default dict -}}
{{- $isOff := or (eq (lower (toString $settings.OTEL_SDK_DISABLED)) "true") (eq (toString $settings.OTEL_TRACES_EXPORTER) "none") (eq (toString $settings.OTEL_TRACES_SAMPLER) "parentbased_always_off") -}}
{{- if not $isOff -}}
{{- $settings.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT | default $settings.OTEL_EXPORTER_OTLP_ENDPOINT | default $root.Values.traces.endpoint -}}
{{- end -}}
{{- end -}}

{{- define "einmal.publicUrl" -}}
{{- $own := index (index . 0).Values.apps (index . 1) | default dict -}}
{{ required (printf "apps.%s.publicUrl: say under which address callers reach it (https://…, no trailing slash)." (index . 1)) $own.publicUrl }}
{{- end -}}

{{- define "einmal.port" -}}
{{- $data := index (((index . 0).Files.Get "apps.yaml" | fromYaml).apps) (index . 1) -}}
{{ index $data.ports (index . 2) }}
{{- end -}}

{{- define "einmal.internalUrl" -}}
{{ printf "https://%s:%s" (include "einmal.host" .) (include "einmal.port" (append . "internal")) }}
{{- end -}}

{{- define "einmal.systemUrl" -}}
{{ printf "https://%s:%s" (include "einmal.host" .) (include "einmal.port" (append . "system")) }}
{{- end -}}

{{- /* Where the apps call one another's public doors. */ -}}
{{- define "einmal.callUrl" -}}
{{ printf "https://%s:%s" (include "einmal.host" .) (include "einmal.port" (append . "public")) }}
{{- end -}}

{{- /* Root, kind of address and programs: addresses as JSON by program, a list where several apps of it run. */ -}}
{{- define "einmal.urls" -}}
{{- $root := index . 0 -}}
{{- $kind := index . 1 -}}
{{- $data := $root.Files.Get "apps.yaml" | fromYaml -}}
{{- $urls := dict -}}
{{- range $program := index . 2 -}}
{{- $found := list -}}
{{- range $app := index $data.programs $program -}}
{{- if include "einmal.runs" (list $root $app) -}}
{{- $found = append $found (include (printf "einmal.%s" $kind) (list $root $app)) -}}
{{- end -}}
{{- end -}}
{{- if eq (len $found) 1 -}}
{{- $_ := set $urls $program (first $found) -}}
{{- else if $found -}}
{{- $_ := set $urls $program $found -}}
{{- end -}}
{{- end -}}
{{ toJson $urls }}
{{- end -}}

{{- /* REGISTERS: the processes of every register that run here. */ -}}
{{- define "einmal.registers" -}}
{{- $root := index . 0 -}}
{{- $data := $root.Files.Get "apps.yaml" | fromYaml -}}
{{- $byName := dict -}}
{{- range $app, $of := $data.apps -}}
{{- if and $of.register (include "einmal.runs" (list $root $app)) -}}
{{- $at := list $root $app -}}
{{- $process := dict "url" (include "einmal.internalUrl" $at) "systemUrl" (include "einmal.systemUrl" $at) "publicUrl" (include "einmal.publicUrl" $at) -}}
{{- $process = merge $process (pick $of.register "client" "authorities") -}}
{{- $_ := set $byName $of.register.name (append (index $byName $of.register.name | default list) $process) -}}
{{- end -}}
{{- end -}}
{{- $registers := list -}}
{{- range $name, $processes := $byName -}}
{{- $registers = append $registers (dict "register" $name "processes" $processes) -}}
{{- end -}}
{{ toJson (dict "registers" $registers) }}
{{- end -}}

{{- /* INTERNAL_CALLERS: by the names in their certificates. */ -}}
{{- define "einmal.callers" -}}
{{- $root := index . 0 -}}
{{- $of := index (($root.Files.Get "apps.yaml" | fromYaml).apps) (index . 1) -}}
{{- $hosts := list -}}
{{- range $app := $of.callers.internal -}}
{{- if include "einmal.runs" (list $root $app) -}}
{{- $hosts = append $hosts (include "einmal.host" (list $root $app)) -}}
{{- end -}}
{{- end -}}
{{ join "," $hosts }}
{{- end -}}

{{- define "einmal.labels" -}}
app.kubernetes.io/name: {{ index . 1 }}
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/part-of: einmal
{{- end -}}

{{- define "einmal.allLabels" -}}
{{ include "einmal.labels" . }}
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
helm.sh/chart: {{ printf "%s-%s" (index . 0).Chart.Name (index . 0).Chart.Version }}
{{- end -}}

{{- define "einmal.image" -}}
{{- with .Values.image -}}
{{ if .tag }}{{ printf "%s:%s" .repository .tag }}{{ else }}{{ .repository }}{{ end }}
{{- end -}}
{{- end -}}

{{- /* What no container of ours needs (Pod Security Standards, "restricted"). */ -}}
{{- define "einmal.confined" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- define "einmal.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 65532
  runAsGroup: 65532
  fsGroup: 65532
  seccompProfile:
    type: RuntimeDefault
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
