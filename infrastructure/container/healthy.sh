#!/usr/bin/env bash
# Whether the process of this container answers that it is ready. The image has bash, but no curl.
set -euo pipefail

port=${ASPNETCORE_HTTP_PORTS:-8080}
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
read -r -t 5 _ status _ <&3
[[ $status == 200 ]]
