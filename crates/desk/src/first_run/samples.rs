//! What a new house may begin with: a few of everything that a team soon wants, in its administrator's language.
use crate::{Desk, Result};
use model::*;
use store::Tx;

type Pair = (&'static str, &'static str);

/// (shortcut, title, text)
const REPLIES: [(&str, Pair, Pair); 5] = [
    (
        "hi",
        ("问候", "Greeting"),
        (
            "您好 {{customer.name}}，我是 {{agent.name}}，请问有什么可以帮您？",
            "Hello {{customer.name}}, this is {{agent.name}}. How can I help?",
        ),
    ),
    ("wait", ("请稍等", "One moment"), ("请稍等，我马上为您查询。", "One moment please, I am looking it up.")),
    ("order", ("问订单号", "Order number"), ("麻烦您发一下订单号。", "Could you send me the order number?")),
    (
        "photo",
        ("请发照片", "A photo"),
        ("方便的话请发一张照片，我看得更清楚。", "A photo would help me to see it better."),
    ),
    (
        "bye",
        ("结束语", "Goodbye"),
        ("感谢您的咨询，有需要随时找我们。", "Thank you for writing; we are here whenever you need us."),
    ),
];
const TAGS: [Pair; 4] =
    [("售前", "Before purchase"), ("售后", "After purchase"), ("投诉", "Complaint"), ("重要客户", "Key customer")];
const DISPOSITIONS: [Pair; 5] = [
    ("咨询", "Question"),
    ("订单与物流", "Order and delivery"),
    ("退换货", "Return or exchange"),
    ("投诉建议", "Complaint"),
    ("其他", "Other"),
];
const BREAKS: [(Pair, i64); 3] = [(("小休", "Short break"), 10), (("用餐", "Meal"), 60), (("培训", "Training"), 120)];

impl Desk {
    pub(super) async fn samples(&self, tx: &mut Tx, admin: &Agent, brand: BrandId) -> Result<()> {
        let tenant = admin.tenant;
        let in_words = |pair: Pair| if admin.locale == Locale::Zh { pair.0 } else { pair.1 };
        for (shortcut, title, text) in REPLIES {
            let reply = QuickReply {
                tenant,
                id: QuickReplyId(self.id()),
                owner: None,
                team: None,
                expires_at: None,
                shortcut: shortcut.into(),
                title: in_words(title).into(),
                text: in_words(text).into(),
                updated_at: self.now(),
            };
            store::quick_reply::save(tx, &reply).await?;
        }
        for tag in TAGS {
            store::tag::insert(tx, &Tag { tenant, id: TagId(self.id()), name: in_words(tag).into() }).await?;
        }
        for what in DISPOSITIONS {
            self.begin_setting(tx, admin, Some(brand), ("disposition", in_words(what)), Fields::new()).await?;
        }
        for (why, minutes) in BREAKS {
            let fields = Fields::from([("minutes".to_owned(), Held::Number(minutes))]);
            self.begin_setting(tx, admin, None, ("break_reason", in_words(why)), fields).await?;
        }
        Ok(())
    }
}
