//! What people write: short Chinese and English, and now and then the characters that break a careless program.

use crate::seed::Seed;

const SAID: [&str; 12] = [
    "你好，在吗？",
    "我的订单什么时候发货？",
    "杯子到了，但是有一道裂痕",
    "可以换货吗？",
    "Where is my parcel?",
    "好的，谢谢",
    "请问保修多久",
    "The lamp flickers, what can I do?",
    "我想改一下收货地址",
    "客服在吗，等了很久了",
    "发票抬头写错了",
    "Is this dishwasher safe?",
];

const ODD: [&str; 10] = [
    "👨‍👩‍👧‍👦 👍🏽 🇨🇳",
    "  前后有空格  ",
    "第一行\n第二行\r\n第三行\t制表",
    "\u{202e}מעולם\u{202c} שלום",
    "e\u{301} é \u{200b}零宽",
    "<script>alert(1)</script> &amp; \"'`",
    "=1+1 @SUM(A1) -2 +3",
    "𠮷野家 龘 㐀",
    "'; DROP TABLE message; --",
    "\\u0041 %00 {{customer.name}} ${x}",
];

/// A text of one to a few sentences that ends in `tag`, so that no two messages of a run have the same text.
pub fn saying(seed: &mut Seed, tag: &str) -> String {
    let mut text = String::new();
    for _ in 0..seed.between(1, 3) {
        text.push_str(seed.pick(&SAID).copied().unwrap_or_default());
    }
    if seed.chance(25) {
        text.push_str(seed.pick(&ODD).copied().unwrap_or_default());
    }
    if seed.chance(3) {
        text.push_str(&"长".repeat(usize::try_from(seed.between(500, 3000)).unwrap_or(500)));
    }
    text.push_str(" [");
    text.push_str(tag);
    text.push(']');
    text
}

/// A small file that every upload door takes: a name, its type, its bytes.
pub fn file(seed: &mut Seed, tag: &str) -> (String, &'static str, Vec<u8>) {
    let size = usize::try_from(seed.between(200, 12_000)).unwrap_or(200);
    let line: String = seed.bytes(size / 2).iter().map(|byte| format!("{byte:02x}")).collect();
    (format!("回执-{tag}.txt"), "text/plain", format!("{tag}\n{line}\n").into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_ends_in_its_tag_and_stays_below_the_limit() {
        let mut seed = Seed::new(3);
        for n in 0..500 {
            let text = saying(&mut seed, &format!("c1-{n}"));
            assert!(text.ends_with(&format!("[c1-{n}]")));
            assert!(text.chars().count() <= 10_000);
        }
    }
}
