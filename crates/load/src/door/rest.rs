//! The REST door, with a cookie, a key, or nothing.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use super::{Address, shape};

/// A caller of the REST door. Cheap to clone; clones share connections.
#[derive(Clone)]
pub struct Rest {
    address: Address,
    http: reqwest::Client,
    headers: Vec<(&'static str, String)>,
}

/// What came of a call.
#[derive(Clone, Debug)]
pub enum Reply {
    /// 2xx and the body, null when there is none.
    Done(Value),
    /// The server refused: 4xx, or 507 which is said before anything is stored. The code is the end of the problem's type.
    Refused { status: u16, code: String, detail: String },
    /// Nobody knows: the line broke, time ran out, or the server said 5xx.
    Lost(String),
}

impl Reply {
    /// The body, or a sentence for a person.
    pub fn done(self, what: &str) -> Result<Value, String> {
        match self {
            Self::Done(body) => Ok(body),
            Self::Refused { status, code, detail } => Err(format!("{what}: refused with {status} {code}: {detail}")),
            Self::Lost(why) => Err(format!("{what}: {why}")),
        }
    }
}

impl Rest {
    /// A caller without credentials. One call may take 15 s, a long poll longer.
    pub fn new(address: &Address) -> Result<Self, String> {
        let http = reqwest::Client::builder()
            .no_proxy()
            .connect_timeout(Duration::from_secs(5))
            .timeout(Duration::from_secs(40))
            .pool_max_idle_per_host(4)
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self { address: address.clone(), http, headers: Vec::new() })
    }

    /// The same caller with this `Authorization`.
    pub fn with_authorization(&self, value: &str) -> Self {
        let mut caller = self.clone();
        caller.headers.push(("authorization", value.to_owned()));
        caller
    }

    /// Signs in; the answer is the session and a caller that carries it.
    pub async fn sign_in(&self, email: &str, password: &str) -> Result<(Self, Value), String> {
        let request =
            self.http.post(self.address.url("/api/v1/session")).json(&json!({"email": email, "password": password}));
        let response = request.send().await.map_err(|error| shape::chain(&error))?;
        let cookies: Vec<String> = response
            .headers()
            .get_all("set-cookie")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .map(str::to_owned)
            .collect();
        let session = reply(response).await.done("sign in")?;
        let cookie = cookies.iter().filter_map(|cookie| cookie.split(';').next()).collect::<Vec<_>>().join("; ");
        let csrf = shape::text(&session, "csrf").unwrap_or_default();
        let mut caller = self.clone();
        caller.headers = vec![("cookie", cookie), ("x-parlor-csrf", csrf), ("origin", self.address.url(""))];
        Ok((caller, session))
    }

    /// The headers that say who calls, for a socket's handshake.
    pub fn headers(&self) -> &[(&'static str, String)] {
        &self.headers
    }

    /// GET of a path.
    pub async fn get(&self, path: &str) -> Reply {
        self.call(Method::GET, path, None, None).await
    }

    /// POST of a body to a path.
    pub async fn post(&self, path: &str, body: &Value) -> Reply {
        self.call(Method::POST, path, Some(body), None).await
    }

    /// A call; `key` is an Idempotency-Key.
    pub async fn call(&self, method: Method, path: &str, body: Option<&Value>, key: Option<&str>) -> Reply {
        let mut request = self.request(method, path);
        if let Some(body) = body {
            request = request.json(body);
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        match request.send().await {
            Ok(response) => reply(response).await,
            Err(error) => Reply::Lost(shape::chain(&error)),
        }
    }

    /// POST of a file's bytes.
    pub async fn upload(&self, path: &str, kind: &str, bytes: Vec<u8>) -> Reply {
        match self.request(Method::POST, path).header("content-type", kind).body(bytes).send().await {
            Ok(response) => reply(response).await,
            Err(error) => Reply::Lost(shape::chain(&error)),
        }
    }

    /// The bytes at a path.
    pub async fn bytes(&self, path: &str) -> Result<Vec<u8>, String> {
        let response = self.request(Method::GET, path).send().await.map_err(|error| shape::chain(&error))?;
        let status = response.status();
        if !status.is_success() {
            return Err(format!("{path}: {status}"));
        }
        response.bytes().await.map(|bytes| bytes.to_vec()).map_err(|error| shape::chain(&error))
    }

    /// Every item of a list, over all its pages.
    pub async fn list(&self, path: &str) -> Result<Vec<Value>, String> {
        let mut items = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let join = if path.contains('?') { '&' } else { '?' };
            let page = after.as_ref().map_or_else(
                || format!("{path}{join}limit=100"),
                |after| format!("{path}{join}limit=100&after={after}"),
            );
            let body = self.get(&page).await.done(&page)?;
            items.extend(shape::items(&body).iter().cloned());
            after = shape::text(&body, "next");
            if after.is_none() {
                return Ok(items);
            }
        }
    }

    fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.http.request(method, self.address.url(path));
        self.headers.iter().fold(request, |request, (name, value)| request.header(*name, value))
    }
}

async fn reply(response: reqwest::Response) -> Reply {
    let status = response.status();
    let bytes = match response.bytes().await {
        Ok(bytes) => bytes,
        Err(error) => return Reply::Lost(shape::chain(&error)),
    };
    let body: Value = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    if status.is_success() {
        return Reply::Done(body);
    }
    let (code, detail) = shape::problem(&body);
    if status.is_client_error() || status.as_u16() == 507 {
        Reply::Refused { status: status.as_u16(), code, detail }
    } else {
        Reply::Lost(format!("{} {code}: {detail}", status.as_u16()))
    }
}
