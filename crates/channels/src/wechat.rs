//! WeChat official account (公众号, 服务号 and 订阅号): customers write to an account they follow. Pushes come as XML; replies
//! go out as customer messages (客服消息) while a reply window is open, outside of it as an approved template.
//!
//! Beside messages they follow and leave, scan our codes and press our menu; each of these opens a window of its own. What
//! it shares with its relatives is in `wechat_family`.
use crate::wechat_family::door::{self, Came};
use crate::wechat_family::errands::Asked;
use crate::wechat_family::fields::Fields;
use crate::wechat_family::message::{self, Dialect, Event};
use crate::wechat_family::settings::{self, limit, setting};
use crate::wechat_family::{passive, sending};
use model::port::*;
use model::{At, LegMode, MessageKind, Receipt, Span};

/// The channel.
pub struct Wechat;

const MB: u64 = 1 << 20;

static MANIFEST: Manifest = Manifest {
    kind: "wechat",
    title: Text::of("微信公众号", "WeChat official account"),
    transport: Transport::Webhook,
    mode: LegMode::Live,
    weight: 100,
    text_limit: 2048,
    text_unit: TextUnit::Bytes,
    media: &[
        Media { prefix: "image/png", most: 10 * MB },
        Media { prefix: "image/jpeg", most: 10 * MB },
        Media { prefix: "image/gif", most: 10 * MB },
        Media { prefix: "audio/amr", most: 2 * MB },
        Media { prefix: "audio/mpeg", most: 2 * MB },
        Media { prefix: "video/mp4", most: 10 * MB },
    ],
    cards: &["link", "menu", "applet", "music", "mpnews", "mpnewsarticle", "wxcard"],
    hears: &[
        MessageKind::Text,
        MessageKind::Image,
        MessageKind::Voice,
        MessageKind::Video,
        MessageKind::Location,
        MessageKind::Link,
    ],
    // Templates are confirmed, ordinary replies never.
    receipts: false,
    typing: true,
    window: true,
    templates: true,
    invites: true,
    rate: 50,
    guide: &[
        Text::of(
            "登录 https://mp.weixin.qq.com，进入“设置与开发 → 基本配置”（新版叫“开发接口管理”）。",
            "Sign in at https://mp.weixin.qq.com and open 设置与开发 → 基本配置 (开发接口管理 in the newer layout).",
        ),
        Text::of(
            "抄下 AppID；生成 AppSecret（只显示一次）；把本服务器的公网 IP 填进“IP 白名单”。",
            "Copy the AppID; make an AppSecret (shown once); put the public address of this server into IP 白名单.",
        ),
        Text::of(
            "自拟 Token（3–32 个字母或数字），EncodingAESKey 用后台“随机生成”的 43 个字符；与这里填的要一致。",
            "Make up a Token (3 to 32 letters or digits) and let the page generate the EncodingAESKey (43 characters); enter the same here.",
        ),
        Text::of(
            "在这里保存，得到回调地址；填进“服务器配置”的 URL，选“安全模式”，提交并启用。",
            "Save here to get the webhook address; enter it as URL in 服务器配置, choose 安全模式, submit and switch it on.",
        ),
    ],
    settings: &SETTINGS,
};

const TEMPLATE: [&str; 2] = ["template_id", "template_field"];

static SETTINGS: [Setting; 20] = [
    settings::APP,
    settings::APP_KEY,
    settings::TOKEN,
    settings::AES_KEY,
    settings::PROTECTION,
    settings::ORIGINAL,
    setting(
        TEMPLATE[0],
        Text::of("模板 ID", "Template id"),
        Text::of(
            "窗口关闭后使用的模板消息；不用可留空",
            "Sent when the reply window is closed; empty if you have none",
        ),
        SettingKind::Text,
        false,
        "",
    ),
    setting(
        TEMPLATE[1],
        Text::of("模板中放正文的字段", "Template field for the text"),
        Text::of("如 {{thing2.DATA}} 填 thing2", "For {{thing2.DATA}} it is thing2"),
        SettingKind::Text,
        false,
        "",
    ),
    settings::FORMER_TOKEN,
    settings::FORMER_AES_KEY,
    limit("message_replies", Text::of("客户发消息后可回条数", "Replies after a message"), "5"),
    limit("message_hours", Text::of("客户发消息后可回小时数", "Hours to reply after a message"), "48"),
    limit("menu_replies", Text::of("点菜单后可回条数", "Replies after a menu click"), "3"),
    limit("menu_seconds", Text::of("点菜单后可回秒数", "Seconds to reply after a menu click"), "60"),
    limit("follow_replies", Text::of("关注后可回条数", "Replies after following"), "3"),
    limit("follow_seconds", Text::of("关注后可回秒数", "Seconds to reply after following"), "60"),
    limit("scan_replies", Text::of("扫码后可回条数", "Replies after a scan"), "3"),
    limit("scan_seconds", Text::of("扫码后可回秒数", "Seconds to reply after a scan"), "60"),
    settings::BASE,
    settings::RATE,
];

static DIALECT: Dialect = Dialect { event, window };

impl Channel for Wechat {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn misfits(&self, account: &Opened) -> Vec<Misfit> {
        settings::misfits(account)
    }
    fn verify(&self, account: &Opened, raw: &Raw, now: At) -> Result<(), Refused> {
        door::verify(account, raw, now)
    }

    fn parse(&self, account: &Opened, raw: &Raw) -> Parsed {
        message::opened(account, raw, &DIALECT)
    }

    fn next(&self, account: &Opened, what: &Sending, last: Option<Result<Response, TransportError>>, now: At) -> Step {
        sending::next(&MANIFEST, TEMPLATE, (account, what), last, now)
    }

    fn taken(&self, machine: &str) -> i64 {
        sending::taken(machine)
    }

    fn errand(
        &self,
        account: &Opened,
        errand: &Errand,
        machine: &str,
        last: Option<Result<Response, TransportError>>,
        now: At,
    ) -> Told {
        let asked = Asked { account, machine, last, now };
        match errand {
            Errand::Person { value } => asked.person(value),
            Errand::Invite { scene, lasts } => asked.invite(scene, *lasts),
            other => asked.run(other),
        }
    }

    /// Only where a reply would be taken at all: to words, and to what opens a window.
    fn answer_with(&self, account: &Opened, raw: &Raw, text: &str, now: At) -> Option<Answer> {
        let Ok(Came::Push(letter)) = door::open(account, raw) else { return None };
        let parsed = message::parse(account, &letter, &DIALECT);
        let open = parsed.incoming.iter().any(|one| one.opens.as_ref().is_some_and(|opens| opens.lasts > Span(0)));
        let fits = !text.trim().is_empty() && text.len() <= MANIFEST.text_limit;
        if open && fits { passive::answer(account, &letter, text, now) } else { None }
    }
}

/// Words open the window of messages. A click on an item of a menu message comes as words with the item's id, and counts
/// as a click on the menu ("特别说明" of the provider's rule).
fn window(account: &Opened, fields: &Fields) -> Opens {
    match fields.get("bizmsgmenuid") {
        Some(_) => menu(account),
        None => message::after_words(account),
    }
}

fn event(account: &Opened, name: &str, fields: &Fields) -> Event {
    let key = fields.get("EventKey");
    let pressed = || Act::Pressed { key: key.unwrap_or(name).to_owned() };
    match name {
        "subscribe" => {
            let (scene, ticket) = (key.and_then(|key| key.strip_prefix("qrscene_")), fields.get("Ticket"));
            // Other keys tell of other ways to follow, as after a payment; only a code has a ticket.
            let scene = scene.or(key.filter(|_| ticket.is_some())).filter(|scene| !scene.is_empty());
            let opens = if scene.is_some() || ticket.is_some() { scan(account) } else { follow(account) };
            Event::opening(Act::Came { scene: scene.map(str::to_owned) }, opens)
        }
        "unsubscribe" => Event::opening(Act::Left, Opens { kind: "left", lasts: Span(0), replies: Some(0) }),
        "scan" => Event::opening(Act::Came { scene: key.map(str::to_owned) }, scan(account)),
        // By the provider's rule (客服消息下发规则, 2023-06) only these three kinds of menu items open a window. After those
        // for pictures and places comes the picture or place as a message, which opens the longer one; if they opened the
        // short one and came in late, they would take that away.
        "click" | "scancode_push" | "scancode_waitmsg" => Event::opening(pressed(), menu(account)),
        "pic_sysphoto" | "pic_photo_or_album" | "pic_weixin" | "location_select" => Event::of(pressed()),
        "view" | "view_miniprogram" => Event::of(pressed()),
        "templatesendjobfinish" => finished(fields),
        _ => Event::of(Act::Other),
    }
}

/// A template came to its end: `success`, or `failed:` and why.
fn finished(fields: &Fields) -> Event {
    let Some(id) = fields.get("MsgID").or(fields.get("MsgId")) else { return Event::of(Act::Other) };
    let good = fields.get("Status").is_some_and(|status| status.eq_ignore_ascii_case("success"));
    let receipt = if good { Receipt::Delivered } else { Receipt::Failed };
    Event { what: What::Receipt { provider_id: id.to_owned(), receipt }, opens: None }
}

fn menu(account: &Opened) -> Opens {
    message::window(account, "menu", ("menu_replies", 3), settings::seconds(account, "menu_seconds", 60))
}

fn follow(account: &Opened) -> Opens {
    message::window(account, "follow", ("follow_replies", 3), settings::seconds(account, "follow_seconds", 60))
}

fn scan(account: &Opened) -> Opens {
    message::window(account, "scan", ("scan_replies", 3), settings::seconds(account, "scan_seconds", 60))
}
