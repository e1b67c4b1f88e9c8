#!/bin/sh
# Answers one waiting conversation over the API, as docs/integrate.md tells it step by step.
# PARLOR: the address of the installation. KEY: an API key for sending and receiving messages. Needs curl and jq.
set -eu
: "${PARLOR:?set it to the address, as http://127.0.0.1:8080}" "${KEY:?set it to an API key, as pk_…}"

# Step 0
api() { # api METHOD PATH [JSON]
  curl --silent --show-error --fail-with-body --max-time 40 --request "$1" "$PARLOR/api/v1$2" \
    --header "Authorization: Bearer $KEY" \
    --header 'Content-Type: application/json' ${3:+--data "$3"}
}

# Step 1
api GET /brands | jq '[.items[].name]'

# Step 2
api PUT /presence '{"presence": "ready"}' | jq '.presence'

# Step 3
cursor=$(api GET '/events?wait=0' | jq --raw-output '.next')
waiting() { api GET '/conversations?view=mine&limit=1' | jq --raw-output '.items[0].id // empty'; }
conversation=$(waiting)
until [ -n "$conversation" ]; do
  cursor=$(api GET "/events?wait=25&after=$cursor" | jq --raw-output '.next')
  conversation=$(waiting)
done

# Step 4
api POST "/conversations/$conversation/accept" | jq '{number, place, customer: .customer.name}'

# Step 5
api GET "/conversations/$conversation/messages?limit=20" |
  jq --raw-output '.items[] | select(.direction == "in") | "\(.seq) \(.text)"'

# Step 6
client_id="answer-$conversation-1"
reply=$(jq --null-input --arg id "$client_id" --arg text '您好，马上为您查看' \
  '{client_id: $id, kind: "reply", text: $text, attachments: []}')
first=$(api POST "/conversations/$conversation/messages" "$reply" | jq --raw-output '.id')

# Step 7
again=$(api POST "/conversations/$conversation/messages" "$reply" | jq --raw-output '.id')
[ "$first" = "$again" ] # said once, however often it is sent

# Step 8
api POST "/conversations/$conversation/close" '{}' | jq '{number, place}'
api PUT /presence '{"presence": "offline"}' | jq '.presence'
