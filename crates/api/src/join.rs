//! `/join/{code}`: the page that an invitation opens. It carries the chat, which comes in by the code in the page's address
//! and goes on in the conversation that invited; a code that is good no more says so. `/chat/{account}`: the chat alone.
use crate::{app::App, guard::headers::Page};
use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use model::Uuid;

const STYLE: &str = include_str!("join.css");

/// `/join.css`
pub async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], STYLE).into_response()
}

/// The page.
pub async fn page(State(app): State<App>, Path(code): Path<String>) -> Response {
    let (status, text) = match app.desk.invited_by(&code).await {
        Ok(account) => (StatusCode::OK, good(account.0)),
        Err(_) => (StatusCode::NOT_FOUND, over()),
    };
    answer(status, text)
}

/// `/chat/{account}`: the chat on a page of its own, for codes on a counter and links in an e-mail.
pub async fn chat(State(app): State<App>, Path(account): Path<String>) -> Response {
    let account = account.parse::<Uuid>().ok();
    let hosted = match account {
        Some(id) => app.desk.hosted_account(id.into()).await.is_ok(),
        None => false,
    };
    let (status, text) = match account.filter(|_| hosted) {
        Some(id) => (
            StatusCode::OK,
            document(
                "在线客服 · Chat with us",
                "<h1>在线客服</h1><p lang=\"zh\">有什么可以帮您？在对话框里直接写给我们。</p>\
                 <p lang=\"en\">How can we help? Write to us in the chat.</p>",
                &format!("<script defer src=\"/assets/chat-1.js\" data-account=\"{id}\"></script>{}", widget(id)),
            ),
        ),
        None => (
            StatusCode::NOT_FOUND,
            document(
                "没有这个页面 · No such page",
                "<h1>没有这个页面</h1><p>请检查链接，或扫一扫新的二维码。</p><p lang=\"en\">Please check the link, or scan the code again.</p>",
                "",
            ),
        ),
    };
    answer(status, text)
}

fn answer(status: StatusCode, text: String) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    let mut response = (status, headers, text).into_response();
    response.extensions_mut().insert(Page::Console);
    response
}

fn widget(account: Uuid) -> String {
    format!("<script async src=\"/widget.js\" data-account=\"{account}\" data-open></script>")
}

fn good(account: Uuid) -> String {
    document(
        "继续您的会话 · Your conversation goes on",
        "<h1>继续您的会话</h1><p>在这里接着说、发照片或文件，还是同一位客服，不用重新排队。</p>\
         <p lang=\"en\">Go on here, send photos or files: it is the same person, and there is no second queue.</p>",
        &widget(account),
    )
}

fn over() -> String {
    document(
        "邀请已失效 · This invitation is over",
        "<h1>邀请已失效</h1><p>链接只能用一次，30 分钟内有效。请客服再发一个给您。</p>\
         <p lang=\"en\">A link is good once, for 30 minutes. Please ask for a new one.</p>",
        "",
    )
}

fn document(title: &str, words: &str, chat: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>{title}</title>\n<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"/join.css\">\n<main>{words}</main>\n{chat}\n</html>\n"
    )
}
