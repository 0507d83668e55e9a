# shellcheck shell=bash
# Functions of the pod that asks the gateway: `.` this file. bash speaks TCP itself, so that the pod needs no other image than PostgreSQL's,
# which the cluster has already. Needs GATEWAY, and the key in KEY_FILE; a load has its files in FOLDER.
export LC_ALL=C # lengths are bytes
PORT=${PORT:-8001} KEY_FILE=${KEY_FILE:-/key/API_KEY} FOLDER=${FOLDER:-/tmp}

head_of() { # method, path, body: the head of a request without its empty line
  printf '%s %s HTTP/1.1\r\nHost: gateway\r\nX-API-Key: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n' "$1" "$2" "$(cat "$KEY_FILE")" "${#3}"
}

request() { # method, path, body, on a connection of its own: prints the status and the body; 000 where nobody accepts the connection, 0 without a reply
  local reply
  if ! { exec 4<>"/dev/tcp/$GATEWAY/$PORT"; } 2>/dev/null; then
    printf '000\nthe connection was refused\n'
    return
  fi
  reply=$( { { head_of "$@"; printf 'Connection: close\r\n\r\n%s' "$3"; } >&4 && timeout 90 cat <&4; } 2>&1) || true
  exec 4>&-
  case $reply in HTTP/1.1\ *) printf '%s\n%s\n' "${reply:9:3}" "${reply##*$'\r\n\r\n'}" ;; *) printf '0\n%s\n' "$reply" ;; esac
}

# As request, on a connection that stays open from one call to the next, as load balancers keep theirs. Sets status and text, and `opened`, the
# number of connections so far. A gateway says `Connection: close` before it closes one: another end is a lost request.
open='' opened=0 asked=0
kept() {
  local line length=0 chunked='' close='' size part started=$SECONDS
  status=0 text=''
  # what can be read before the request is the end of the connection
  if [ -n "$open" ] && read -r -t 0 -u 3; then exec 3>&-; open=''; fi
  if [ -z "$open" ]; then
    if ! { exec 3<>"/dev/tcp/$GATEWAY/$PORT"; } 2>/dev/null; then status=000 text='the connection was refused'; return; fi
    open=yes opened=$((opened + 1)) asked=0
  fi
  asked=$((asked + 1))
  if ! { head_of "$@"; printf '\r\n%s' "$3"; } >&3 2>/dev/null || ! IFS= read -r -t 90 -u 3 line; then
    text="the connection ended without a reply after $((SECONDS - started)) s, to request $asked on it"
    exec 3>&-
    open=''
    return
  fi
  local code=${line:9:3}
  while IFS= read -r -t 90 -u 3 line && line=${line%$'\r'} && [ -n "$line" ]; do
    case ${line,,} in
      content-length:*) length=$((10#${line##*[: ]})) ;;
      transfer-encoding:*chunked) chunked=yes ;;
      connection:*close) close=yes ;;
    esac
  done
  if [ -n "$chunked" ]; then
    while IFS= read -r -t 90 -u 3 line && line=${line%$'\r'} && size=$((16#${line%%;*})) && [ "$size" -gt 0 ] \
      && IFS= read -r -t 90 -u 3 -N "$size" part && IFS= read -r -t 90 -u 3; do text+=$part; done
    if [ "${size:-1}" -eq 0 ] && IFS= read -r -t 90 -u 3; then status=$code; fi
  elif [ "$length" -eq 0 ] || IFS= read -r -t 90 -u 3 -N "$length" text; then
    if [ "${#text}" -eq "$length" ]; then status=$code; fi
  fi
  [ "$status" != 0 ] || text="the reply with status $code is cut off: ${text:0:100}"
  if [ -n "$close" ] || [ "$status" = 0 ]; then
    exec 3>&-
    open=''
  fi
}

question() { printf '{"cid":"%s","task":"Answer briefly","input":[{"user_query":"%s"}]}' "$1" "$2"; }

load() { # name, number of the caller, new or kept connections: asks until FOLDER/NAME.stop exists; one line per reply: status cid stored detail
  local turn=0 reply status text stored detail cid
  trap '' PIPE # a write to a connection that ended fails, and does not end this caller
  while [ ! -e "$FOLDER/$1.stop" ]; do
    turn=$((turn + 1)) cid=$1-$2-$turn
    if [ "$3" = kept ]; then
      kept POST /complete "$(question "$cid" "Say the number $turn.")"
    else
      reply=$(request POST /complete "$(question "$cid" "Say the number $turn.")")
      status=${reply%%$'\n'*} text=${reply#*$'\n'}
    fi
    case $text in *'"stored":true'*) stored=true ;; *) stored=false ;; esac
    detail=''
    [ "$status" = 200 ] || detail="$(date -u +%T) $(tr -d '\r\n' <<<"${text:0:300}")"
    printf '%s %s %s %s\n' "$status" "$cid" "$stored" "$detail" >>"$FOLDER/$1.log"
    # nobody accepts a connection for a while after a crash
    [ "$status" != 000 ] || sleep 0.2
  done
  echo "$2" >>"$FOLDER/$1.ended"
}
