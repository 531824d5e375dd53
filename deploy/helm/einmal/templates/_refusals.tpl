{{- /* What a schema cannot know: apps and settings by their names. */ -}}
{{- define "einmal.refusals" -}}
{{- $root := . -}}
{{- $apps := (.Files.Get "apps.yaml" | fromYaml).apps -}}
{{- range $app, $own := .Values.apps -}}
{{- $of := index $apps $app -}}
{{- if not $of -}}
{{- fail (printf "apps.%s: there is no such app; there are: %s." $app (keys $apps | sortAlpha | join ", ")) -}}
{{- end -}}
{{- if and $of.onlyOne (gt (int $own.replicas) 1) -}}
{{- fail (printf "apps.%s.replicas: there may be one: %s." $app $of.onlyOne) -}}
{{- end -}}
{{- range $variable, $value := $own.settings -}}
{{- if hasPrefix "OTEL_EXPORTER_OTLP_HEADERS" $variable -}}
{{- fail (printf "apps.%s.settings.%s: is a secret; name the Secret that holds it in traces.headersSecret." $app $variable) -}}
{{- end -}}
{{- if not (has $variable (concat $of.settings $of.secrets)) -}}
{{- fail (printf "apps.%s.settings.%s: there is no such setting; docs/settings.md lists those of %s." $app $variable $of.program) -}}
{{- end -}}
{{- if has $variable $of.secrets -}}
{{- fail (printf "apps.%s.settings.%s: is a secret; it belongs into the Secret %s%s." $app $variable $root.Values.secrets.prefix $app) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $_ := required "issuer.url: say whose tokens are taken (docs/identity.md)." .Values.issuer.url -}}
{{- range tuple "databaseTo" "kafkaTo" "issuerTo" -}}
{{- if not (index $root.Values.network .) -}}
{{- fail (printf "network.%s: name the peers that the services may reach there; everything else is shut." .) -}}
{{- end -}}
{{- end -}}
{{- range $app, $of := $apps -}}
{{- $collector := and (include "einmal.runs" (list $root $app)) (include "einmal.traced" (list $root $app)) -}}
{{- if and $collector (not $root.Values.network.collectorTo) -}}
{{- fail (printf "network.collectorTo: name the peers at which the collector of %s is; everything else is shut." $app) -}}
{{- end -}}
{{- end -}}
{{- if and .Values.monitoring.enabled (not .Values.network.monitoringFrom) -}}
{{- fail "network.monitoringFrom: name the peers from which Prometheus reads; everything else is shut." -}}
{{- end -}}
{{- if lt (int .Values.autoscaling.mostReplicas) (int .Values.replicas) -}}
{{- fail "autoscaling.mostReplicas: is less than replicas." -}}
{{- end -}}
{{- $_ := required "kafka.brokers: say host:port of your brokers, separated by commas." .Values.kafka.brokers -}}
{{- end -}}
