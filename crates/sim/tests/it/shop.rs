//! The fictional shop's order system: it believes nobody without a signature, and does nothing twice.
use crate::world::http;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;
use serde_json::{Value, json};
use sim::shop::{Fault, Shop};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwTWZLUTk5cjg=";

async fn shop() -> Shop {
    Shop::start(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), SECRET).await.unwrap()
}

fn now() -> i64 {
    i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()).unwrap()
}

/// Asks as Parlor does; the status and what was said.
async fn asks(shop: &Shop, id: &str, at: i64, secret: &str, body: &Value) -> (u16, String) {
    let body = body.to_string();
    let key = hmac::Key::new(hmac::HMAC_SHA256, &STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap());
    let tag = STANDARD.encode(hmac::sign(&key, format!("{id}.{at}.{body}").as_bytes()));
    let head = format!(
        "POST /orders HTTP/1.1\r\nhost: shop\r\nconnection: close\r\ncontent-length: {}\r\nwebhook-id: {id}\r\n\
         webhook-timestamp: {at}\r\nwebhook-signature: v1,{tag}\r\n\r\n{body}",
        body.len()
    );
    let mut line = TcpStream::connect(shop.address).await.unwrap();
    line.write_all(head.as_bytes()).await.unwrap();
    let mut said = String::new();
    line.read_to_string(&mut said).await.unwrap();
    let status = said.split(' ').nth(1).unwrap().parse().unwrap();
    (status, said.split_once("\r\n\r\n").unwrap().1.to_owned())
}

fn refund(amount: i64) -> Value {
    json!({ "type": "orders.act", "order": "SG20984413", "action": "refund", "amount": amount, "customer": { "external_ids": ["sg-2"] } })
}

#[tokio::test]
async fn only_what_is_signed_and_fresh_is_answered_and_each_customer_sees_their_own() {
    let shop = shop().await;
    let list = json!({ "type": "orders.list", "customer": { "external_ids": ["sg-2"] } });
    let (status, said) = asks(&shop, "msg_1", now(), SECRET, &list).await;
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((status, said["orders"][0]["number"].as_str()), (200, Some("SG20984413")));
    assert_eq!(said["orders"].as_array().unwrap().len(), 2);
    assert_eq!(asks(&shop, "msg_2", now() - 400, SECRET, &list).await.0, 401);
    let other = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDsmXbzjNDx5k=";
    assert_eq!(asks(&shop, "msg_3", now(), other, &list).await.0, 401);
    let bare = http(shop.address, "POST", "/orders", "application/json", b"{}").await.unwrap();
    assert!(!String::from_utf8_lossy(&bare.body).contains("SG"));
}

#[tokio::test]
async fn one_id_is_done_once_whatever_goes_wrong_on_the_way() {
    let shop = shop().await;
    let (status, first) = asks(&shop, "msg_a", now(), SECRET, &refund(2_000)).await;
    assert_eq!((status, shop.acts()), (200, 1));
    assert!(first.contains("已部分退款"), "{first}");
    shop.fails([Fault::Nonsense]);
    asks(&shop, "msg_a", now(), SECRET, &refund(2_000)).await;
    assert_eq!(asks(&shop, "msg_a", now(), SECRET, &refund(2_000)).await, (200, first));
    assert_eq!(shop.acts(), 1);
    assert_eq!(asks(&shop, "msg_b", now(), SECRET, &refund(999_999)).await.0, 422);
    let check = json!({ "type": "orders.check" });
    assert_eq!(asks(&shop, "msg_a", now(), SECRET, &check).await.0, 200);
    assert_eq!(asks(&shop, "msg_never", now(), SECRET, &check).await.0, 404);
    assert_eq!(shop.acts(), 1);
    shop.fails([Fault::Broken]);
    assert_eq!(asks(&shop, "msg_c", now(), SECRET, &refund(1)).await.0, 500);
    assert_eq!(shop.acts(), 1);
}
