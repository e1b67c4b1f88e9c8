//! Giving files out: signed addresses, always as a download, sniffed type, in a sandbox of their own.
use crate::{app::App, guard::headers::Page, problem::Problem};
use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use futures_util::TryStreamExt as _;
use std::ops::Range;

/// The bytes behind a signed address.
#[utoipa::path(get, path = "/files/{attachment}/{signature}/{name}", operation_id = "get_file", tag = "files", security(()),
    params(("attachment" = uuid::Uuid, Path), ("signature" = String, Path), ("name" = String, Path)),
    responses((status = 200, description = "The bytes", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 206, description = "The part asked for", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 404, description = "No such file, or its address has expired")))]
pub async fn get(
    State(app): State<App>,
    Path(address): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (id, signature, _) = address;
    let id = id.parse().map_err(|_| Problem::no_such("file"))?;
    let (attachment, mut file) = app.desk.file(id, &signature, None).await?;
    let range = headers.get(header::RANGE).and_then(|range| range.to_str().ok());
    if let Some(part) = range.and_then(|range| part(range, file.size)) {
        file = app.desk.file(id, &signature, Some(part)).await?.1;
    }
    let part = file.range;
    let is_whole = part.start == 0 && part.end == file.size;
    let mut response = Response::new(Body::from_stream(file.stream.map_err(|error| error.to_string())));
    let out = response.headers_mut();
    let mut put = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            out.insert(name, value);
        }
    };
    put(header::CONTENT_TYPE, &attachment.media_type);
    put(header::CONTENT_LENGTH, &(part.end - part.start).to_string());
    put(header::CONTENT_DISPOSITION, &disposition(&attachment.name));
    put(header::ACCEPT_RANGES, "bytes");
    put(header::ETAG, &format!("\"{}\"", attachment.sha256));
    put(header::CACHE_CONTROL, "private, max-age=86400, immutable");
    if !is_whole {
        put(header::CONTENT_RANGE, &format!("bytes {}-{}/{}", part.start, part.end.saturating_sub(1), file.size));
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    response.extensions_mut().insert(Page::File);
    Ok(response)
}

/// `bytes=5-9`, `bytes=5-` or `bytes=-5` of a file of this size; anything else is answered whole, as RFC 9110 allows.
fn part(range: &str, size: u64) -> Option<Range<u64>> {
    let (from, to) = range.strip_prefix("bytes=")?.split_once('-')?;
    let (from, to) = (from.trim(), to.trim());
    let part = if from.is_empty() {
        size.checked_sub(to.parse().ok()?)?..size
    } else {
        let end = if to.is_empty() { size } else { to.parse::<u64>().ok()?.saturating_add(1) };
        from.parse().ok()?..end.min(size)
    };
    (part.start < part.end).then_some(part)
}

/// RFC 6266, with the name in both forms.
fn disposition(name: &str) -> String {
    let plain: String =
        name.chars().map(|mark| if mark.is_ascii_graphic() && !"\"\\%;".contains(mark) { mark } else { '_' }).collect();
    let coded = name.bytes().fold(String::new(), |text, byte| {
        let is_plain = byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
        if is_plain { text + &char::from(byte).to_string() } else { text + &format!("%{byte:02X}") }
    });
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{coded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_name_stays_a_name() {
        let said = disposition("a\"; x=\"裂痕.html\r\nSet-Cookie: a=b");
        assert!(!said.contains('\r') && said.starts_with("attachment; filename=\"a__"), "{said}");
        assert!(said.contains("filename*=UTF-8''a%22%3B%20x%3D%22%E8%A3%82"), "{said}");
        assert!(HeaderValue::from_str(&said).is_ok());
    }

    #[test]
    fn one_part_is_understood_and_everything_else_is_answered_whole() {
        assert_eq!(part("bytes=5-9", 100), Some(5..10));
        assert_eq!(part("bytes=5-", 100), Some(5..100));
        assert_eq!(part("bytes=-5", 100), Some(95..100));
        assert_eq!(part("bytes=90-200", 100), Some(90..100));
        assert_eq!(part("bytes=0-18446744073709551615", 100), Some(0..100));
        for whole in
            ["bytes=9-5", "bytes=100-", "bytes=-0", "bytes=-101", "bytes=0-1,4-5", "bytes=-", "lines=1-2", "bytes=x-"]
        {
            assert_eq!(part(whole, 100), None, "{whole}");
        }
    }
}
