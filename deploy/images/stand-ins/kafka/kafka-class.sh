#!/usr/bin/env bash
# One script for those of Kafka's own that this project calls; its name says which class is meant.
case "$(basename "$0")" in
  kafka-storage.sh) class=kafka.tools.StorageTool heap=-Xmx256m ;;
  kafka-server-start.sh) class=kafka.Kafka heap='-Xms128m -Xmx512m' ;;
  *) echo "$0: this stand-in has kafka-storage.sh and kafka-server-start.sh only." >&2 && exit 64 ;;
esac
# shellcheck disable=SC2086 # several words
exec java ${KAFKA_HEAP_OPTS:-$heap} -XX:+UseSerialGC -Xshare:auto ${KAFKA_OPTS:-} \
  -Dlog4j2.configurationFile=/opt/kafka/bin/log4j2.xml -cp '/opt/kafka/libs/*' "$class" "$@"
