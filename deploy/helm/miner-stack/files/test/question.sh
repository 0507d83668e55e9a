# Asks the gateway a real question and prints the answer. bash speaks TCP itself, so no HTTP client is needed.
set -euo pipefail
body='{"cid":"helm-test","task":"Answer briefly","input":[{"user_query":"What is the capital of France?"}]}'
exec 3<>"/dev/tcp/$GATEWAY_HOST/$GATEWAY_PORT"
printf 'POST /complete HTTP/1.1\r\nHost: %s\r\nX-API-Key: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s' \
  "$GATEWAY_HOST" "$(cat /run/secrets/API_KEY)" "${#body}" "$body" >&3
reply=$(cat <&3)
printf '%s\n' "$reply"
[[ $reply == 'HTTP/1.1 200'* && $reply == *'"immediate_response":"'[!\"]* ]]
