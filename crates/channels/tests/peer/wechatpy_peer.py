"""The other side of sealed pushes, by wechatpy (PyPI, 1.8.18): something we did not write.

    python3 wechatpy_peer.py make SEED COUNT   a push a line, as JSON: secrets, query, body, and what it says
    python3 wechatpy_peer.py open FILE         for each line of FILE, an answer of ours, what it says

Installation: pip install wechatpy==1.8.18 cryptography setuptools
"""
import json
import random
import string
import sys
from html import escape
from urllib.parse import urlencode

import xmltodict
from wechatpy import parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.utils import WeChatSigner, check_signature

NOW = 1_800_000_000
LETTERS = string.ascii_letters + string.digits
WORDS = LETTERS + "杯子碎了怎么办你好退款，。？！ <>&\"'{}\\/\n🍵👨‍👩‍👧é"


def signed(token, *parts):
    signer = WeChatSigner()
    signer.add_data(token, *parts)
    return signer.signature


def vector(chance, number):
    def some(letters, least, most):
        return "".join(chance.choice(letters) for _ in range(chance.randint(least, most)))

    token, key, app = some(LETTERS, 3, 32), some(LETTERS, 43, 43), "wx" + some("0123456789abcdef", 16, 16)
    sender, nonce, stamp = "o" + some(LETTERS + "-_", 27, 27), some(string.digits, 6, 10), str(NOW + number % 600)
    text = "x" + some(WORDS, 0, chance.choice([5, 60, 900])) + "x"
    to_json = number % 2 == 1
    said = {"ToUserName": "gh_x", "FromUserName": sender, "CreateTime": NOW, "MsgType": "text",
            "Content": text, "MsgId": str(chance.randrange(1 << 63))}
    inner = json.dumps(said, ensure_ascii=bool(number % 3)) if to_json else "<xml>%s</xml>" % "".join(
        "<%s>%s</%s>" % (name, escape(str(value)), name) for name, value in said.items())
    body = WeChatCrypto(token, key, app).encrypt_message(inner, nonce, stamp)
    query = {"signature": signed(token, stamp, nonce), "timestamp": stamp, "nonce": nonce, "openid": sender,
             "encrypt_type": "aes", "msg_signature": xmltodict.parse(body)["xml"]["MsgSignature"]}
    check_signature(token, query["signature"], stamp, nonce)
    return {"token": token, "key": key, "app": app, "query": urlencode(query), "body": body, "from": sender,
            "text": text, "json": to_json}


def opened(line):
    answer = json.loads(line)
    outer = xmltodict.parse(answer["body"])["xml"]
    crypto = WeChatCrypto(answer["token"], answer["key"], answer["app"])
    clear = crypto.decrypt_message(answer["body"], outer["MsgSignature"], outer["TimeStamp"], outer["Nonce"])
    message = parse_message(clear)
    return {"text": message.content, "to": message.target}


def main():
    if sys.argv[1] == "make":
        chance = random.Random(int(sys.argv[2]))
        for number in range(int(sys.argv[3])):
            print(json.dumps(vector(chance, number)))
    else:
        with open(sys.argv[2], encoding="utf-8") as lines:
            for line in lines:
                print(json.dumps(opened(line)))


main()
