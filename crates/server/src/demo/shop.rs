//! The fictional shop 拾光: brands, team, words at hand.
use desk::{BrandPlan, Furnishing, NewAgent};
use model::{Locale, Role, Secret};

/// Of everybody in the team.
pub const PASSWORD: &str = "shiguang2026";

/// Who keeps its settings.
pub const ADMINISTRATOR: &str = "admin@shiguang.example";

/// Name, e-mail, role.
pub const TEAM: &[(&str, &str, Role)] = &[
    ("林小满", "agent@shiguang.example", Role::Agent),
    ("江月", "agent2@shiguang.example", Role::Agent),
    ("沈知秋", "supervisor@shiguang.example", Role::Supervisor),
    ("顾南", ADMINISTRATOR, Role::Administrator),
];

/// `secret`: signs the shop's customers in.
pub fn plan(secret: &str) -> Furnishing {
    let brand = |name: &str, queue: &str, color: &str, zh: &str, en: &str| BrandPlan {
        name: name.into(),
        queue: queue.into(),
        settings: [("color", color), ("greeting_zh", zh), ("greeting_en", en), ("signing_secret", secret)]
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .into(),
    };
    Furnishing {
        tenant: "拾光".into(),
        brands: vec![
            brand(
                "旗舰店",
                "售前咨询",
                "#1d5fbf",
                "您好，这里是拾光旗舰店，想看点什么？",
                "Welcome to Shiguang. What are you looking for?",
            ),
            brand(
                "售后",
                "售后服务",
                "#0f6b5c",
                "您好，售后为您服务，请告诉我们订单号或问题。",
                "Hello, this is after-sales. Tell us your order or what is wrong.",
            ),
        ],
        agents: TEAM.iter().map(member).collect(),
        quick_replies: vec![
            ("你好", "问候", "{{customer.name}}您好，我是{{agent.name}}，很高兴为您服务。"),
            (
                "换新",
                "15 天换新",
                "签收 15 天内出现质量问题可以直接换新，上门取件免运费。请问明天下午 2 点到 4 点方便吗？",
            ),
            ("发票", "发票说明", "电子发票会在确认收货后 24 小时内发到您的邮箱，抬头有误可以重开一次。"),
            ("物流", "查物流", "我帮您联系快递核实，2 小时内给您答复，请留意这里的消息。"),
            ("hi", "Greeting", "Hello {{customer.name}}, this is {{agent.name}}. How can I help?"),
        ],
        tags: vec!["退换货", "物流", "发票", "售前", "VIP"],
    }
}

fn member((name, email, role): &(&str, &str, Role)) -> NewAgent {
    NewAgent {
        name: (*name).into(),
        email: (*email).into(),
        password: Secret::new(PASSWORD),
        role: *role,
        locale: Locale::Zh,
        capacity: 800,
        cheap: false,
    }
}
