//! The made-up channel joins the suite: one file and one line. `http_faults` sends it through the real engine.

use crate::parcel_channel::Parcel;
use crate::suite::{Fixture, opened};
use channels::engine::signature::hmac_sha256_hex;
use model::At;
use model::port::*;
use serde_json::json;

pub struct Depot;

const NOW: At = At(1_800_000_000_000_000);

impl Fixture for Depot {
    fn channel(&self) -> &'static dyn Channel {
        &Parcel
    }
    fn account(&self) -> Opened {
        opened(&[("base_url", "https://depot.example")], &[("signing_secret", "s3cret")])
    }
    fn now(&self) -> At {
        NOW
    }

    fn genuine(&self) -> Vec<(&'static str, Raw, usize)> {
        let seen = json!({"events": [{"id": "e3", "type": "seen", "from": "o-42", "note": "n-1"}]});
        let notes = json!({"events": [
            {"id": "e1", "type": "note", "from": "o-42", "text": "杯子碎了 🍵"},
            {"id": "e2", "type": "note", "from": "o-43", "text": "nul \0 inside"},
        ]});
        vec![("two notes", signed(&notes, 0), 2), ("a receipt", signed(&seen, 0), 1)]
    }

    /// Repeated a minute later, with a new time and signature.
    fn repeated(&self, raw: &Raw) -> Raw {
        sealed(raw.body.clone(), 60)
    }

    fn forged(&self) -> Vec<(&'static str, Raw)> {
        let (_, good, _) = self.genuine().remove(0);
        let without = |name| {
            let mut raw = good.clone();
            raw.headers.retain(|(key, _)| key != name);
            raw
        };
        let mut foreign = good.clone();
        foreign.headers[1].1 = hmac_sha256_hex("other", &good.body);
        let mut moved = good.clone();
        moved.headers[0].1 = "1800000001".into();
        vec![
            ("no time", without("x-parcel-time")),
            ("no signature", without("x-parcel-signature")),
            ("another secret", foreign),
            ("another time than signed", moved),
            ("too old", sealed(good.body.clone(), -301)),
            ("from the future", sealed(good.body.clone(), 301)),
        ]
    }

    fn sealed(&self, body: Vec<u8>) -> Raw {
        sealed(body, 0)
    }
    fn signs_body(&self) -> bool {
        true
    }
    fn words(&self) -> &'static [&'static str] {
        &["events", "id", "type", "from", "text", "note", "seen", "arrived"]
    }

    fn answer(&self, request: &Request) -> Response {
        let body = if request.url.ends_with("/files") { json!({"file": "f-1"}) } else { json!({"id": "n-1"}) };
        Response { status: 200, headers: Vec::new(), body: body.to_string().into_bytes() }
    }
    fn delivers(&self, request: &Request) -> bool {
        request.url.ends_with("/notes")
    }
}

fn signed(body: &serde_json::Value, later: i64) -> Raw {
    sealed(body.to_string().into_bytes(), later)
}

fn sealed(body: Vec<u8>, later: i64) -> Raw {
    let time = (NOW.0 / 1_000_000 + later).to_string();
    let signature = hmac_sha256_hex("s3cret", &[time.as_bytes(), b".", &body].concat());
    let headers = vec![("x-parcel-time".into(), time), ("x-parcel-signature".into(), signature)];
    Raw { method: "POST".into(), headers, body, ..Raw::default() }
}
