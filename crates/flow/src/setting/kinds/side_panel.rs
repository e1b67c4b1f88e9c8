//! Side panel (侧边栏): a page of the tenant's own, opened beside the conversation.
use super::super::form::{Field, FieldKind};
use super::super::kind::{Group, Kind, Reach, fine};
use model::port::Text;

pub const KEY: &str = "side_panel";

pub const KIND: Kind = Kind {
    key: KEY,
    group: Group::Customers,
    title: Text { zh: "侧边栏", en: "Side panels" },
    help: Text {
        zh: "自己系统的页面，显示在会话旁，最多 5 个",
        en: "Pages of your own system beside the conversation, at most 5",
    },
    reach: Reach::House,
    single: false,
    form: &[
        Field::new("url", Text { zh: "页面地址", en: "Address" }, FieldKind::Url)
            .help(Text {
                zh: "https 开头；打开时带上客户是谁和签名",
                en: "Begins with https; opened with who the customer is, signed",
            })
            .required(),
        Field::new("title_en", Text { zh: "英文名称", en: "Name in English" }, FieldKind::Text { most: 30 })
            .help(Text { zh: "不填就用名称", en: "Left empty: the name" }),
        Field::new("brands", Text { zh: "品牌", en: "Brands" }, FieldKind::Brands)
            .help(Text { zh: "不选就是全部", en: "None chosen: all of them" }),
        Field::new("secret", Text { zh: "签名密钥", en: "Secret" }, FieldKind::Secret)
            .help(Text { zh: "页面用它核对签名", en: "The page verifies the signature with it" })
            .required(),
    ],
    check: fine,
};
