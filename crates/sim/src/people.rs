//! Eight fictional customers of the fictional shop 拾光, and what they have to say.

/// Somebody with a matter.
pub struct Person {
    pub name: &'static str,
    pub locale: &'static str,
    /// 0: the first account (旗舰店), 1: the second (售后).
    pub account: usize,
    pub page: (&'static str, &'static str),
    /// Seconds after the demo began.
    pub comes_after: u64,
    /// Said at once, line by line.
    pub begins: &'static [&'static str],
    /// Said after each answer of a person, one by one.
    pub goes_on: &'static [&'static str],
}

/// Everybody, in the order they come.
pub const PEOPLE: &[Person] = &[
    Person {
        name: "周文博",
        locale: "zh-CN",
        account: 1,
        page: ("/demo?order=SG20984413", "我的订单 SG20984413"),
        comes_after: 2,
        begins: &["你好，上周买的玻璃花瓶到了", "打开发现瓶口有一道裂痕，能换一个吗？"],
        goes_on: &["订单号是 SG20984413", "好的，换同款就行，颜色要雾蓝的", "谢谢"],
    },
    Person {
        name: "陈思远",
        locale: "zh-CN",
        account: 0,
        page: ("/demo?thing=lamp", "和纸台灯"),
        comes_after: 14,
        begins: &["和纸台灯的灯泡坏了可以单独买吗？"],
        goes_on: &["是 E14 的接口对吧", "那我拍一个，谢谢"],
    },
    Person {
        name: "Alice Meyer",
        locale: "en",
        account: 0,
        page: ("/demo?thing=cloth", "Linen tablecloth"),
        comes_after: 30,
        begins: &["Hi, do you ship the linen tablecloth to Hangzhou by Friday?", "It is a present."],
        goes_on: &["Great. Could you wrap it without the price?", "Thank you"],
    },
    Person {
        name: "赵雅琴",
        locale: "zh-CN",
        account: 1,
        page: ("/demo?order=SG20985120", "我的订单 SG20985120"),
        comes_after: 55,
        begins: &["发票抬头开错了，需要重新开"],
        goes_on: &["应该是 上海拾禾文化有限公司", "税号我稍后发您", "好的"],
    },
    Person {
        name: "刘洋",
        locale: "zh-CN",
        account: 0,
        page: ("/demo?thing=board", "胡桃木砧板"),
        comes_after: 85,
        begins: &["胡桃木砧板可以放洗碗机吗", "平时切肉也用它"],
        goes_on: &["第一次用要先上油吗？", "明白了"],
    },
    Person {
        name: "黄晓彤",
        locale: "zh-CN",
        account: 1,
        page: ("/demo?order=SG20981207", "我的订单 SG20981207"),
        comes_after: 120,
        begins: &["物流显示已签收，但是我没有收到"],
        goes_on: &["门口和驿站都看过了，没有", "那麻烦您帮我联系快递，谢谢"],
    },
    Person {
        name: "Sara Lind",
        locale: "en",
        account: 0,
        page: ("/demo?thing=cushion", "Indigo cushion"),
        comes_after: 165,
        begins: &["Does the indigo cushion bleed on a light sofa?"],
        goes_on: &["Can the cover go into the machine?", "Thanks"],
    },
    Person {
        name: "吴海",
        locale: "zh-CN",
        account: 0,
        page: ("/demo?thing=cup", "半釉陶杯"),
        comes_after: 210,
        begins: &["半釉陶杯四只一起买有优惠吗？", "要送到苏州"],
        goes_on: &["可以分两次送吗", "行，那我下单"],
    },
];
