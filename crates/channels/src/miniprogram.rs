//! WeChat mini-program customer service (小程序客服): customers write from a button in a mini-program. Pushes come as XML or
//! JSON, as the mini-program chose; replies go out as customer messages while a reply window is open.
//!
//! Entering the session opens a short window, words a long one; what the button was given (`SessionFrom`) is the scene.
//! We never answer `transfer_customer_service`: it hands the customer over to WeChat's own desk, past ours. What it shares
//! with its relatives is in `wechat_family`.
use crate::wechat_family::door;
use crate::wechat_family::errands::Asked;
use crate::wechat_family::fields::Fields;
use crate::wechat_family::message::{self, Dialect, Event};
use crate::wechat_family::sending;
use crate::wechat_family::settings::{self, limit};
use model::port::*;
use model::{At, LegMode, MessageKind};

/// The channel.
pub struct Miniprogram;

const MB: u64 = 1 << 20;

static MANIFEST: Manifest = Manifest {
    kind: "miniprogram",
    title: Text::of("微信小程序客服", "WeChat mini-program service"),
    transport: Transport::Webhook,
    mode: LegMode::Live,
    weight: 100,
    text_limit: 2048,
    text_unit: TextUnit::Bytes,
    media: &[
        Media { prefix: "image/png", most: 10 * MB },
        Media { prefix: "image/jpeg", most: 10 * MB },
        Media { prefix: "image/gif", most: 10 * MB },
    ],
    // Others are read as well, should the provider ever send them.
    cards: &["link", "page"],
    hears: &[MessageKind::Text, MessageKind::Image, MessageKind::Link],
    receipts: false,
    typing: true,
    window: true,
    templates: false,
    invites: false,
    rate: 50,
    guide: &[
        Text::of(
            "登录 https://mp.weixin.qq.com，选小程序，进入“开发管理 → 开发设置”。",
            "Sign in at https://mp.weixin.qq.com, choose the mini-program and open 开发管理 → 开发设置.",
        ),
        Text::of(
            "抄下 AppID；生成 AppSecret（只显示一次）；把本服务器的公网 IP 填进“IP 白名单”。",
            "Copy the AppID; make an AppSecret (shown once); put the public address of this server into IP 白名单.",
        ),
        Text::of(
            "自拟 Token（3–32 个字母或数字），EncodingAESKey 为 43 个字符；与“消息推送”里填的要一致。",
            "Make up a Token (3 to 32 letters or digits) and take an EncodingAESKey of 43 characters; both as in 消息推送.",
        ),
        Text::of(
            "在这里保存，得到回调地址；填进“消息推送”的 URL，选“安全模式”，提交并启用。",
            "Save here to get the webhook address; enter it as URL in 消息推送, choose 安全模式, submit and switch it on.",
        ),
    ],
    settings: &SETTINGS,
};

static SETTINGS: [Setting; 14] = [
    settings::APP,
    settings::APP_KEY,
    settings::TOKEN,
    settings::AES_KEY,
    settings::PROTECTION,
    settings::ORIGINAL,
    settings::FORMER_TOKEN,
    settings::FORMER_AES_KEY,
    limit("message_replies", Text::of("客户发消息后可回条数", "Replies after a message"), "5"),
    limit("message_hours", Text::of("客户发消息后可回小时数", "Hours to reply after a message"), "48"),
    limit("enter_replies", Text::of("进入会话后可回条数", "Replies after entering"), "2"),
    limit("enter_seconds", Text::of("进入会话后可回秒数", "Seconds to reply after entering"), "60"),
    settings::BASE,
    settings::RATE,
];

static DIALECT: Dialect = Dialect { event, window: |account, _| message::after_words(account) };

impl Channel for Miniprogram {
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
        sending::next(&MANIFEST, ["", ""], (account, what), last, now)
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
        match errand {
            // A unionid is told to the mini-program when its user signs in, never to us.
            Errand::Person { .. } => Told::Person { evidence: Vec::new(), profile: Profile::default() },
            other => Asked { account, machine, last, now }.run(other),
        }
    }
}

fn event(account: &Opened, name: &str, fields: &Fields) -> Event {
    match name {
        "user_enter_tempsession" => {
            let lasts = settings::seconds(account, "enter_seconds", 60);
            let scene = fields.get("SessionFrom").map(str::to_owned);
            Event::opening(Act::Came { scene }, message::window(account, "enter", ("enter_replies", 2), lasts))
        }
        _ => Event::of(Act::Other),
    }
}
