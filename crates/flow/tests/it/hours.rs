//! Hours of a brand: open or not, and when that changes.
use flow::{Holiday, Hours, Weekly};
use jiff::tz::TimeZone;
use model::{At, Span};
use proptest::prelude::*;

fn at(text: &str) -> At {
    At(text.parse::<jiff::Timestamp>().expect("a moment").as_microsecond())
}

fn shop() -> Hours {
    Hours {
        zone: TimeZone::get("Asia/Shanghai").expect("a zone"),
        week: vec![
            Weekly { first: 1, last: 5, stretch: (540, 1_080) },
            Weekly { first: 6, last: 6, stretch: (600, 960) },
        ],
        holidays: vec![Holiday {
            from: "2026-10-01".parse().expect("a day"),
            until: "2026-10-07".parse().expect("a day"),
            stretches: vec![(600, 720)],
        }],
    }
}

#[test]
fn a_shop_is_open_by_the_clock_on_its_own_wall() {
    let shop = shop();
    let open = |moment: &str| shop.is_open(at(moment));
    assert!(!open("2026-11-23T00:59:59Z"), "Monday, a second before nine in Shanghai");
    assert!(open("2026-11-23T01:00:00Z"));
    assert!(open("2026-11-23T09:59:59Z"));
    assert!(!open("2026-11-23T10:00:00Z"), "the end is not included");
    assert!(!open("2026-11-22T04:00:00Z"), "Sunday");
}

#[test]
fn a_holiday_stands_instead_of_the_week() {
    let shop = shop();
    assert!(!shop.is_open(at("2026-10-01T01:30:00Z")));
    assert!(shop.is_open(at("2026-10-01T02:00:00Z")));
    assert_eq!(shop.next_change(at("2026-09-30T12:00:00Z")), Some(at("2026-10-01T02:00:00Z")));
}

#[test]
fn whoever_is_always_open_never_changes() {
    assert_eq!(Hours::always().next_change(at("2026-11-23T00:00:00Z")), None);
}

proptest! {
    /// Between now and the next change it is as it is now, and at that moment it is not.
    #[test]
    fn it_changes_when_it_says_so(minutes in 0_i64..60 * 24 * 400, look in 0_i64..60) {
        let (shop, now) = (shop(), At(at("2026-01-01T00:00:00Z").0 + minutes * 60_000_000));
        if let Some(next) = shop.next_change(now) {
            prop_assert!(next > now);
            prop_assert_ne!(shop.is_open(next), shop.is_open(now));
            let between = now + Span((next.0 - now.0) / 60 * look);
            prop_assert_eq!(shop.is_open(between), shop.is_open(now));
        }
    }
}
