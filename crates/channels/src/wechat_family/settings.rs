//! Settings that every account of the family has, and how they are read.
use super::envelope::Key;
use model::Span;
use model::port::{Choice, Misfit, Opened, Refused, Setting, SettingKind, Text};

pub const APP_ID: &str = "app_id";
pub const APP_SECRET: &str = "app_secret";
pub const ORIGINAL_ID: &str = "original_id";
const TOKENS: [&str; 2] = ["token", "former_token"];
const KEYS: [&str; 2] = ["aes_key", "former_aes_key"];
const MODE: &str = "mode";
const BASE_URL: &str = "base_url";
const HOME: &str = "https://api.weixin.qq.com";

/// How pushes are protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Encrypted or refused.
    Safe,
    /// Encrypted, or in clear text while the provider is being switched over.
    Compatible,
    Plain,
}

/// A field of the form.
pub const fn setting(
    key: &'static str,
    title: Text,
    help: Text,
    kind: SettingKind,
    required: bool,
    default: &'static str,
) -> Setting {
    Setting { key, title, help, kind, required, default, advanced: false }
}

/// A rule of the provider's about how many replies, or for how long, with its present value.
pub const fn limit(key: &'static str, title: Text, default: &'static str) -> Setting {
    let help = Text::of("平台规则变化时再改", "Change it when the provider changes its rule");
    setting(key, title, help, SettingKind::Number, false, default).advanced()
}

/// `app_id`, which is also the receiver in sealed pushes.
pub const APP: Setting =
    setting(APP_ID, Text::of("AppID", "AppID"), Text::of("以 wx 开头", "Begins with wx"), SettingKind::Text, true, "");
pub const APP_KEY: Setting = setting(
    APP_SECRET,
    Text::of("AppSecret", "AppSecret"),
    Text::of("用于获取 access_token；只在生成时显示一次", "Fetches the access_token; shown once, when it is made"),
    SettingKind::Secret,
    true,
    "",
);
pub const TOKEN: Setting = setting(
    TOKENS[0],
    Text::of("消息推送 Token", "Push token"),
    Text::of("与平台“服务器配置”里填的一致", "The same as in the provider's server settings"),
    SettingKind::Secret,
    true,
    "",
);
pub const AES_KEY: Setting = setting(
    KEYS[0],
    Text::of("EncodingAESKey", "EncodingAESKey"),
    Text::of(
        "43 个字符；安全模式与兼容模式必填，填错则收不到消息",
        "43 characters. Needed in safe and compatible mode; with a wrong one no message comes in",
    ),
    SettingKind::Secret,
    false,
    "",
);
pub const PROTECTION: Setting = setting(
    MODE,
    Text::of("消息加解密方式", "Encryption mode"),
    Text::of(
        "与微信后台一致。安全模式：不加密的一律拒绝；兼容模式：切换期间用；明文模式：内容不受签名保护",
        "As at the provider. Safe: what is not encrypted is refused. Compatible: while you switch. Plain text: the signature does not cover the content",
    ),
    SettingKind::Choice(&[
        Choice::of("safe", Text::of("安全模式（推荐）", "Safe (recommended)")),
        Choice::of("compatible", Text::of("兼容模式", "Compatible")),
        Choice::of("plain", Text::of("明文模式", "Plain text")),
    ]),
    false,
    "safe",
);
pub const FORMER_TOKEN: Setting = setting(
    TOKENS[1],
    Text::of("上一个 Token", "Previous push token"),
    Text::of("更换期间新旧都有效；换完清空", "While you change it, both are accepted. Empty it when you are done"),
    SettingKind::Secret,
    false,
    "",
)
.advanced();
pub const FORMER_AES_KEY: Setting = setting(
    KEYS[1],
    Text::of("上一个 EncodingAESKey", "Previous EncodingAESKey"),
    Text::of("更换期间新旧都有效；换完清空", "While you change it, both are accepted. Empty it when you are done"),
    SettingKind::Secret,
    false,
    "",
)
.advanced();
pub const ORIGINAL: Setting = setting(
    ORIGINAL_ID,
    Text::of("原始 ID", "Original id"),
    Text::of(
        "以 gh_ 开头；填写后，发给别的账号的推送会被拒绝",
        "Begins with gh_. If given, what is pushed for another account is refused",
    ),
    SettingKind::Text,
    false,
    "",
)
.advanced();
pub const BASE: Setting = setting(
    BASE_URL,
    Text::of("接口地址", "API address"),
    Text::of("一般不用改；经自己的代理访问时填代理地址", "Leave it, unless you call through a proxy of your own"),
    SettingKind::Url,
    false,
    HOME,
)
.advanced();
pub const RATE: Setting = setting(
    "rate",
    Text::of("每秒请求数", "Requests in a second"),
    Text::of("调用平台接口的上限", "The most calls to the provider"),
    SettingKind::Number,
    false,
    "50",
)
.advanced();

/// The mode; anything unknown is the safest.
pub fn mode(account: &Opened) -> Mode {
    match account.setting(MODE) {
        "plain" => Mode::Plain,
        "compatible" => Mode::Compatible,
        _ => Mode::Safe,
    }
}

/// The present and the former token.
pub fn tokens(account: &Opened) -> [&str; 2] {
    TOKENS.map(|name| account.secret(name).trim())
}

/// The present and the former key, those that are set.
pub fn keys(account: &Opened) -> Result<Vec<Key>, Refused> {
    let set = KEYS.iter().map(|name| account.secret(name).trim()).filter(|text| !text.is_empty());
    let read = |text| Key::read(text).ok_or(Refused("an aes_key is not the 43 characters of an EncodingAESKey"));
    set.map(read).collect()
}

/// Where the API is, without a slash at its end.
pub fn base(account: &Opened) -> &str {
    let url = account.setting(BASE_URL).trim().trim_end_matches('/');
    if url.is_empty() { HOME } else { url }
}

/// A whole number, or what it is by default.
pub fn number(account: &Opened, key: &str, default: i64) -> i64 {
    account.setting(key).trim().parse().ok().filter(|number| (0..=1_000_000).contains(number)).unwrap_or(default)
}

/// So many seconds.
pub fn seconds(account: &Opened, key: &str, default: i64) -> Span {
    Span::seconds(number(account, key, default))
}

/// What cannot be right by the provider's own rules for what is entered in its pages [M].
pub fn misfits(account: &Opened) -> Vec<Misfit> {
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let graphic = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic());
    let app = |text: &str| text.starts_with("wx") && (3..=64).contains(&text.len()) && plain(text);
    let secret = |text: &str| (8..=256).contains(&text.len()) && graphic(text);
    let token = |text: &str| (3..=32).contains(&text.len()) && plain(text);
    let fits = |key: &'static str, text: &str, right: bool, why| {
        (!text.trim().is_empty() && !right).then_some(Misfit { key, code: "format", why })
    };
    let id = account.setting(APP_ID).trim();
    let key = account.secret(APP_SECRET).trim();
    let mut wrong: Vec<Misfit> = [
        fits(APP_ID, id, app(id), "begins with wx; letters and digits"),
        fits(APP_SECRET, key, secret(key), "as the provider shows it, without spaces"),
    ]
    .into_iter()
    .flatten()
    .collect();
    for name in TOKENS {
        let text = account.secret(name).trim();
        wrong.extend(fits(name, text, token(text), "3 to 32 letters and digits"));
    }
    for name in KEYS {
        let text = account.secret(name).trim();
        wrong.extend(fits(name, text, Key::read(text).is_some(), "43 letters and digits"));
    }
    if mode(account) != Mode::Plain && account.secret(KEYS[0]).trim().is_empty() {
        wrong.push(Misfit { key: KEYS[0], code: "required", why: "safe and compatible mode need it" });
    }
    wrong
}

/// What stands in the way of the account's work, as far as the settings show it.
pub fn complaint(account: &Opened) -> Option<&'static str> {
    let missing = |text: &str| text.trim().is_empty();
    match keys(account) {
        _ if missing(account.setting(APP_ID)) => Some("app_id is missing"),
        _ if missing(account.secret(APP_SECRET)) => Some("app_secret is missing"),
        _ if missing(account.secret(TOKENS[0])) => Some("token is missing"),
        Err(refused) => Some(refused.0),
        Ok(_) if mode(account) != Mode::Plain && missing(account.secret(KEYS[0])) => {
            Some("aes_key is missing: safe and compatible mode need it")
        }
        Ok(_) => None,
    }
}
