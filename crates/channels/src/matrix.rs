//! What each channel can do, as the page of the documents that `parlor channels` prints; made of the manifests and of
//! nothing else.
use crate::ALL;
use model::port::{Manifest, TextUnit, Transport};
use model::{LegMode, MessageKind};
use std::fmt::Write as _;

const HEAD: &str = "# 渠道能力 · What each channel can do

由各渠道的清单生成：`parlor channels > docs/channels/README.md`。工作台的“渠道 → 能力”显示同样的内容，输入框和投递都按它办。
Made from the channels' manifests by `parlor channels > docs/channels/README.md`. The console shows the same; composer and delivery hold to it.

| | 渠道 | Channel | 进来 In | 发出 Out | 文字 Text | 文件 Files | 卡片 Cards | 回复窗口 Window | 回执 Receipts | 输入中 Typing | 模板 Templates | 邀请 Invites |
|---|---|---|---|---|---|---|---|---|---|---|---|---|
";

/// The whole page.
#[must_use]
pub fn page() -> String {
    let mut page = HEAD.to_owned();
    for channel in ALL {
        let it = channel.manifest();
        let row = [
            format!("[`{kind}`]({kind}.md)", kind = it.kind),
            it.title.zh.to_owned(),
            it.title.en.to_owned(),
            hears(it),
            way(it).to_owned(),
            text(it),
            files(it),
            cards(it),
            yes(it.window),
            yes(it.receipts),
            yes(it.typing),
            yes(it.templates),
            yes(it.invites),
        ];
        let _ = writeln!(page, "| {} |", row.join(" | ")); // into a text: cannot fail
    }
    page
}

fn cards(it: &Manifest) -> String {
    if it.cards.is_empty() { yes(false) } else { it.cards.join(", ") }
}

fn yes(can: bool) -> String {
    if can { "✓" } else { "–" }.to_owned()
}

fn hears(it: &Manifest) -> String {
    it.hears.iter().map(|kind: &MessageKind| kind.as_str()).collect::<Vec<_>>().join(", ")
}

fn way(it: &Manifest) -> &'static str {
    match (it.transport, it.mode) {
        (Transport::Hosted, _) => "即时 at once",
        (Transport::Webhook, LegMode::Live) => "接口 by API",
        (Transport::Webhook, LegMode::Deferred) => "接口，可隔很久 by API, deferred",
    }
}

fn text(it: &Manifest) -> String {
    match it.text_unit {
        TextUnit::Characters => format!("{} 字 characters", it.text_limit),
        TextUnit::Bytes => format!("{} 字节 bytes", it.text_limit),
    }
}

fn files(it: &Manifest) -> String {
    if it.media.is_empty() {
        return "–".to_owned();
    }
    let one = |media: &model::port::Media| {
        let kind = if media.prefix.is_empty() { "*" } else { media.prefix };
        format!("{kind} ≤ {} MiB", media.most >> 20)
    };
    it.media.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    /// The committed page says what the manifests say.
    #[test]
    fn the_page_of_the_documents_is_what_the_manifests_say() {
        let committed = include_str!("../../../docs/channels/README.md");
        assert_eq!(committed, super::page(), "write it anew: parlor channels > docs/channels/README.md");
    }
}
