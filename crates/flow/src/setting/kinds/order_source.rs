//! Order source (订单系统): where a customer's orders are asked for, and what agents have done with them is done.
use super::super::form::{Field, FieldKind, Preset};
use super::super::kind::{Group, Kind, Reach, fine};
use model::port::Text;

pub const KEY: &str = "order_source";

pub const KIND: Kind = Kind {
    key: KEY,
    group: Group::Customers,
    title: Text { zh: "订单系统", en: "Order system" },
    help: Text {
        zh: "会话旁显示客户的订单，坐席按按钮就能退款、补发",
        en: "Shows a customer's orders beside the conversation, with buttons for refunds and the like",
    },
    reach: Reach::House,
    single: false,
    form: &[
        Field::new("url", Text { zh: "接口地址", en: "Address" }, FieldKind::Url)
            .help(Text {
                zh: "会客厅向它询问订单，写法见集成指南",
                en: "Parlor asks there; the guide for integrators says how to answer",
            })
            .required(),
        Field::new("brands", Text { zh: "品牌", en: "Brands" }, FieldKind::Brands)
            .help(Text { zh: "不选就是全部", en: "None chosen: all of them" }),
        Field::new(
            "timeout_seconds",
            Text { zh: "最多等多久（秒）", en: "Wait at most (seconds)" },
            FieldKind::Number { least: 1, most: 10 },
        )
        .preset(Preset::Number(5)),
        Field::new("secret", Text { zh: "签名密钥", en: "Secret" }, FieldKind::Secret)
            .help(Text { zh: "每次询问都用它签名", en: "Signs every call" })
            .required(),
    ],
    check: fine,
};
