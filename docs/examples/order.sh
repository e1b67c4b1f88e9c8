#!/bin/sh
# Tells an order of a customer, as docs/integrate.md tells it.
# PARLOR: the address of the installation. KEY: an API key with customers:read, orders:read and orders:write.
# Needs curl and jq.
set -eu
: "${PARLOR:?set it to the address, as http://127.0.0.1:8080}" "${KEY:?set it to an API key, as pk_…}"

# Step 0
api() { # api METHOD PATH [JSON]
  curl --silent --show-error --fail-with-body --max-time 40 --request "$1" "$PARLOR/api/v1$2" \
    --header "Authorization: Bearer $KEY" \
    --header 'Content-Type: application/json' ${3:+--data "$3"}
}

# Step 1
customer=$(api GET '/customers?limit=1' | jq --raw-output '.items[0].id')
api PUT "/customers/$customer/orders/SG20984413" '{
  "state": "已发货", "tone": "good", "placed_at": "2026-11-03T08:00:00Z",
  "total": {"amount": 12800, "currency": "CNY"},
  "items": [{"title": "玻璃花瓶 雾蓝", "quantity": 2, "price": 6400}],
  "shipment": {"carrier": "顺丰速运", "number": "SF1406228817203"}
}' | jq '{number, state}'
