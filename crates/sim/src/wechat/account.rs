//! An account on the platform as its owner set it up: keys, webhook, message mode, menu.
use serde::Serialize;

/// What sort of account; the two differ in what may be sent and in their windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 公众号
    Official,
    /// 小程序客服
    Mini,
}

impl Kind {
    /// The word under which a channel account of this sort is kept.
    #[must_use]
    pub fn channel(self) -> &'static str {
        match self {
            Kind::Official => "wechat",
            Kind::Mini => "miniprogram",
        }
    }
    /// What a person reads when the account's program fails.
    #[must_use]
    pub fn out_of_order(self) -> &'static str {
        match self {
            Kind::Official => "该公众号提供的服务出现故障",
            Kind::Mini => "该小程序客服暂时无法提供服务",
        }
    }
}

/// How callbacks are written: 明文, 兼容, 安全.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Readable, with the plain signature.
    Plain,
    /// Both the readable elements and the encrypted whole.
    Compatible,
    /// Encrypted only.
    Safe,
}

/// The text form of callbacks; official accounts always get XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// `<xml>…</xml>`
    Xml,
    /// A JSON object with the same names.
    Json,
}

/// A button of the account's menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Key {
    /// What stands on it.
    pub name: String,
    /// `EventKey` of a CLICK button, or the address of a VIEW button.
    pub key: String,
    /// Whether it only opens a page.
    pub is_view: bool,
}

/// One account with everything its owner entered or was given.
#[derive(Clone, Debug)]
pub struct Account {
    /// Official account or mini-program.
    pub kind: Kind,
    /// The name people see.
    pub name: String,
    /// AppID.
    pub app_id: String,
    /// AppSecret.
    pub app_secret: String,
    /// `gh_…`
    pub original_id: String,
    /// Signs callbacks; chosen by the owner.
    pub token: String,
    /// EncodingAESKey, 43 characters.
    pub aes_key: String,
    /// How callbacks are written.
    pub mode: Mode,
    /// XML or JSON, for mini-programs.
    pub format: Format,
    /// Where callbacks go; none: nobody is called.
    pub webhook: Option<String>,
    /// How long a token lives, in seconds.
    pub token_life: u64,
    /// The menu below the conversation.
    pub menu: Vec<Key>,
    /// Messages a day over custom/send.
    pub daily_quota: u32,
    /// Messages a minute over custom/send.
    pub minute_quota: u32,
}

impl Account {
    /// An account in safe mode whose keys are made from `word` (ASCII letters and digits).
    #[must_use]
    pub fn new(kind: Kind, name: &str, word: &str) -> Account {
        let long = |salt: &str, length: usize| super::crypto::scrambled(&format!("{salt}:{word}"), length);
        let low = |salt: &str, length: usize| long(salt, length).to_ascii_lowercase();
        Account {
            kind,
            name: name.to_owned(),
            app_id: format!("wx{}", low("app", 16)),
            app_secret: low("secret", 32),
            original_id: format!("gh_{}", low("original", 12)),
            token: long("token", 16),
            // The last character of a key decodes to two surplus bits, which must not disturb anybody: 'Z' has them set.
            aes_key: format!("{}Z", long("aes", 42)),
            mode: Mode::Safe,
            format: Format::Xml,
            webhook: None,
            token_life: 7_200,
            menu: vec![],
            daily_quota: 500_000,
            minute_quota: 3_000,
        }
    }
}
