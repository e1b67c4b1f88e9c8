#!/bin/sh
# Makes a webhook, tries it out and looks at what was sent, as docs/integrate.md tells it.
# PARLOR: the address of the installation. KEY: an administrator's API key with webhooks:read and webhooks:write.
# TO: where to send. Needs curl and jq.
set -eu
: "${PARLOR:?set it to the address, as http://127.0.0.1:8080}" "${KEY:?set it to an API key, as pk_…}" "${TO:?set it to your address}"

# Step 0
api() { # api METHOD PATH [JSON]
  curl --silent --show-error --fail-with-body --max-time 40 --request "$1" "$PARLOR/api/v1$2" \
    --header "Authorization: Bearer $KEY" \
    --header 'Content-Type: application/json' ${3:+--data "$3"}
}

# Step 1
asked=$(jq --null-input --arg url "$TO" \
  '{name: "CRM", url: $url, kinds: ["message.received", "conversation.closed"]}')
made=$(api POST /webhooks "$asked")
id=$(printf '%s' "$made" | jq --raw-output '.id')
printf '%s' "$made" | jq --raw-output '"keep this secret: \(.secret)"'

# Step 2
api POST "/webhooks/$id/test" | jq '{state, answer: .attempts[-1]}'

# Step 3
api GET "/webhooks/$id/deliveries?state=failed" | jq '.items[] | {id, kind, attempts: (.attempts | length)}'
