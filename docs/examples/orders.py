"""A small order system that Parlor may ask (setting `order_source`). Python 3, nothing beside it and verify.py.

SECRET=whsec_… python3 orders.py 9000"""
import http.server
import json
import os
import sys
import threading

from verify import is_signed

ORDERS = {"SG1": {
    "number": "SG1", "owner": "42", "state": "已发货", "tone": "good", "placed_at": "2026-11-03T08:00:00Z",
    "total": {"amount": 12800, "currency": "CNY"}, "items": [{"title": "玻璃花瓶 雾蓝", "quantity": 2, "price": 6400}],
    "shipment": {"carrier": "顺丰速运", "number": "SF1406228817203"},
    "actions": [{"key": "refund", "label": {"zh-CN": "退款", "en": "Refund"}, "dangerous": True, "amount": True}],
}}
DONE = {}  # by webhook-id: keep it in your database, and write the id before you do anything
ONE = threading.Lock()  # in a database: a unique key on the id


def answer(secret: str, headers: dict, body: bytes, now: float | None = None) -> tuple[int, dict]:
    """headers: names in lower case; body: the bytes as they came."""
    if not is_signed(secret, headers, body, now):
        return 401, {}
    asked, once = json.loads(body), headers["webhook-id"]
    if asked["type"] == "orders.list":
        mine = asked["customer"]["external_ids"]
        return 200, {"orders": [it for it in ORDERS.values() if it["owner"] in mine]}
    with ONE:
        if once in DONE:  # sent again, or asked about: never done twice
            return 200, DONE[once]
        if asked["type"] == "orders.check":
            return 404, {"message": "没有收到过这个操作"}
        DONE[once] = {"state": "in_progress"}  # before the work: whoever asks while it lasts must not hear "never"
    DONE[once] = refund(asked)
    return 200, DONE[once]


def refund(asked: dict) -> dict:
    """Takes as long as it takes; what it came to is kept under the id, a refusal too."""
    order = ORDERS.get(asked["order"])
    if not order or asked["action"] != "refund" or asked["amount"] > order["total"]["amount"]:
        return {"state": "refused", "message": "不能退这么多"}
    order["state"], order["tone"] = "已退款", "neutral"
    return {"state": "done", "message": "已原路退回", "order": order}


class Door(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(min(int(self.headers["content-length"] or 0), 1 << 20))
        status, said = answer(os.environ["SECRET"], {name.lower(): value for name, value in self.headers.items()}, body)
        text = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)


if __name__ == "__main__":
    http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Door).serve_forever()
