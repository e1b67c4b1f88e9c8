//! The provider's side of the webhook door: what a follower says, signed and in XML as the platform sends it, plain mode.

use std::time::Duration;

use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};

use super::{Address, shape};

/// The platform waits so long for an answer.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// A webhook address of the server. Clones share connections.
#[derive(Clone)]
pub struct Hook {
    http: reqwest::Client,
    url: String,
    /// The account's push token, with which both sides sign.
    token: String,
}

/// A text of a follower's.
#[derive(Clone, Debug)]
pub struct Letter {
    pub openid: String,
    pub msg_id: u64,
    /// Unix seconds.
    pub at: i64,
    pub text: String,
}

/// What the platform heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// `success`: it may forget the message.
    Success,
    /// Refused, with this status.
    Refused(u16),
    /// No answer, or one that leaves it open.
    Lost(String),
}

impl Hook {
    /// The door at `path` (`webhook_path` of the account).
    pub fn new(address: &Address, path: &str, token: &str) -> Result<Self, String> {
        let http = reqwest::Client::builder()
            .no_proxy()
            .connect_timeout(PATIENCE)
            .timeout(PATIENCE)
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self { http, url: address.url(path), token: token.to_owned() })
    }

    /// One try to bring a letter.
    pub async fn push(&self, letter: &Letter) -> Heard {
        let now = jiff::Timestamp::now().as_second().to_string();
        let nonce = format!("{:x}", letter.msg_id);
        let signature = sign(&self.token, &now, &nonce);
        let url = format!("{}?signature={signature}&timestamp={now}&nonce={nonce}&openid={}", self.url, letter.openid);
        let request = self.http.post(url).header("content-type", "text/xml").body(letter.xml());
        let response = match request.send().await {
            Ok(response) => response,
            Err(error) => return Heard::Lost(shape::chain(&error)),
        };
        let status = response.status();
        match response.text().await {
            Ok(body) if status.is_success() && (body == "success" || body.is_empty()) => Heard::Success,
            Ok(body) if status.is_success() => Heard::Lost(format!("the customer was shown a fault: {body}")),
            Ok(_) if status.is_client_error() && status.as_u16() != 429 => Heard::Refused(status.as_u16()),
            Ok(_) => Heard::Lost(format!("busy: {}", status.as_u16())),
            Err(error) => Heard::Lost(shape::chain(&error)),
        }
    }
}

impl Letter {
    fn xml(&self) -> String {
        let Self { openid, msg_id, at, text } = self;
        format!(
            "<xml><ToUserName><![CDATA[gh_load]]></ToUserName><FromUserName><![CDATA[{openid}]]></FromUserName>\
             <CreateTime>{at}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{text}]]></Content>\
             <MsgId>{msg_id}</MsgId></xml>"
        )
    }
}

/// SHA-1 over the three, sorted and put together, as hex.
fn sign(token: &str, timestamp: &str, nonce: &str) -> String {
    let mut parts = [token, timestamp, nonce];
    parts.sort_unstable();
    let sum = digest(&SHA1_FOR_LEGACY_USE_ONLY, parts.concat().as_bytes());
    sum.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_is_signed_as_the_platform_signs() {
        // sha1("1409659589" + "263014780" + "spamtest")
        let expected = super::sign("spamtest", "1409659589", "263014780");
        assert_eq!(expected, "92a60a564ced47a1ad9b8bf21ade45475e4c4091");
        assert_eq!(expected, super::sign("263014780", "spamtest", "1409659589"), "the order does not matter");
    }
}
