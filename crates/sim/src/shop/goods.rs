//! What the demo's customers have bought; all of it is made up.
use super::book::{Item, Order};

/// (whose, number, days ago, state, paid in cents, what, carrier and its number)
type Bought = (&'static str, &'static str, i64, State, &'static [Item], Option<(&'static str, &'static str)>);

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Paid,
    Sent,
    Arrived,
    Done,
}

const fn item(title: &'static str, price: i64, quantity: i64) -> Item {
    Item { title, price, quantity }
}

const BOUGHT: &[Bought] = &[
    (
        "sg-2",
        "SG20984413",
        6,
        State::Arrived,
        &[item("手吹玻璃花瓶 雾蓝", 16_800, 1), item("干花束 尤加利", 4_900, 2)],
        Some(("顺丰速运", "SF1406228817203")),
    ),
    (
        "sg-2",
        "SG20961108",
        48,
        State::Done,
        &[item("半釉陶杯 四只装", 23_600, 1)],
        Some(("中通快递", "73128844019276")),
    ),
    ("sg-14", "SG20985077", 1, State::Paid, &[item("和纸台灯 小号", 32_900, 1), item("E14 灯泡 暖白", 1_900, 2)], None),
    ("sg-30", "SG20985201", 0, State::Paid, &[item("Linen tablecloth 160 × 240", 45_900, 1)], None),
    (
        "sg-55",
        "SG20985120",
        3,
        State::Arrived,
        &[item("胡桃木托盘 大", 21_900, 6), item("礼盒包装", 1_500, 6)],
        Some(("京东物流", "JDVA19930217745")),
    ),
    ("sg-85", "SG20984890", 4, State::Sent, &[item("胡桃木砧板", 18_900, 1)], Some(("顺丰速运", "SF1406229930114"))),
    (
        "sg-120",
        "SG20981207",
        9,
        State::Arrived,
        &[item("靛蓝扎染靠垫", 12_900, 2), item("靠垫芯 45 cm", 3_900, 2)],
        Some(("圆通速递", "YT7512009384416")),
    ),
    ("sg-165", "SG20985310", 0, State::Paid, &[item("Indigo cushion", 12_900, 2)], None),
    (
        "sg-1001",
        "SG20985002",
        2,
        State::Sent,
        &[item("手冲咖啡壶 铜", 39_800, 1), item("滤纸 100 张", 2_900, 1)],
        Some(("顺丰速运", "SF1406230018652")),
    ),
    ("sg-1001", "SG20957730", 60, State::Done, &[item("棉麻围裙", 9_900, 1)], Some(("中通快递", "73128790155512"))),
];

/// Everything, as it stands in the beginning.
pub(super) fn all() -> Vec<Order> {
    let order = |(whose, number, days_ago, state, items, shipment): &Bought| Order {
        whose,
        number,
        days_ago: *days_ago,
        state: *state,
        items,
        shipments: shipment.iter().map(|(carrier, number)| ((*carrier).to_owned(), (*number).to_owned())).collect(),
        refunded: 0,
    };
    BOUGHT.iter().map(order).collect()
}
