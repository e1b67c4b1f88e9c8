"""Whether Parlor opened this page (setting `side_panel`). Python 3, nothing beside it."""
import base64
import hashlib
import hmac
import time
from urllib.parse import parse_qs


def opened_by_parlor(secret: str, query: str, now: float | None = None) -> dict | None:
    """query: what stands behind the `?`, as it came, before any parsing. Answers who is looked at, or None."""
    signed, found, signature = query.rpartition("&signature=")
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = hmac.new(key, signed.encode(), hashlib.sha256).hexdigest()
    if not found or not hmac.compare_digest(expected.encode(), signature.encode()):
        return None
    said = {name: values[-1] for name, values in parse_qs(signed, keep_blank_values=True).items()}
    return said if abs((now or time.time()) - int(said["timestamp"])) <= 300 else None
