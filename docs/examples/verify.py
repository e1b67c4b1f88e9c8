"""Whether a call to a webhook was signed by Parlor (Standard Webhooks, v1). Python 3, nothing beside it."""
import base64
import hashlib
import hmac
import time


def is_signed(secret: str, headers: dict, body: bytes, now: float | None = None) -> bool:
    """secret: whsec_…; headers: names in lower case; body: the bytes as they came, before any parsing."""
    name, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not timestamp.isdigit() or abs((now or time.time()) - int(timestamp)) > 300:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{name}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    given = headers.get("webhook-signature", "").split(" ")
    return any([hmac.compare_digest(expected.encode(), one.encode()) for one in given])
