//! What the platform says when it does not do what it was asked: a number and a phrase, with HTTP 200.
use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// An answer that is no success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// `{"errcode":…,"errmsg":…}`
    Code(i64, String),
    /// A page with status 502.
    Broken,
}

pub(super) type Result<T> = std::result::Result<T, Refusal>;

/// A refusal by its number.
pub(super) fn code(number: i64) -> Refusal {
    Refusal::Code(number, phrase(number).to_owned())
}

impl Refusal {
    /// Its number; 0 for a page.
    pub(super) fn number(&self) -> i64 {
        match self {
            Refusal::Code(number, _) => *number,
            Refusal::Broken => 0,
        }
    }
}

fn phrase(number: i64) -> &'static str {
    match number {
        -1 => "system error",
        40001 => "invalid credential, access_token is invalid or not latest",
        40002 => "invalid grant_type",
        40003 => "invalid openid",
        40004 => "invalid media type",
        40005 => "invalid file type",
        40006 => "invalid media size",
        40007 => "invalid media_id",
        40008 => "invalid message type",
        40013 => "invalid appid",
        40029 => "invalid code",
        40037 => "invalid template_id",
        40125 => "invalid appsecret",
        40164 => "invalid ip, not in whitelist",
        41001 => "access_token missing",
        41005 => "media data missing",
        42001 => "access_token expired",
        43004 => "require subscribe",
        44002 => "empty post data",
        44004 => "empty text content",
        45002 => "content size out of limit",
        45008 => "article size out of limit",
        45009 => "reach max api daily quota limit",
        45011 => "api minute-quota reach limit, must slower, retry next minute",
        45015 => "response out of time limit or subscription is canceled",
        45047 => "out of response count limit",
        45072 => "invalid command",
        47001 => "data format error",
        48001 => "api unauthorized",
        _ => "refused",
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Refusal::Code(number, phrase) => Json(json!({ "errcode": number, "errmsg": phrase })).into_response(),
            Refusal::Broken => (
                StatusCode::BAD_GATEWAY,
                [(header::CONTENT_TYPE, "text/html")],
                "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>",
            )
                .into_response(),
        }
    }
}
