//! Hours (服务时间): whether a brand receives at a moment, and when that changes next. A holiday's hours stand instead of
//! the week's.
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use model::{At, Span};

/// How far ahead a change is looked for.
const AHEAD: i64 = 15;

/// From when until when on a day, in minutes since its beginning; the end is not included, 1,440 is midnight.
pub type Stretch = (i32, i32);

/// Hours on some days of each week, 1 (Monday) to 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weekly {
    pub first: i8,
    pub last: i8,
    pub stretch: Stretch,
}

/// Days on which other hours hold; none: closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    pub from: Date,
    /// The last of them.
    pub until: Date,
    pub stretches: Vec<Stretch>,
}

/// When a brand receives.
#[derive(Clone, Debug, PartialEq)]
pub struct Hours {
    pub zone: TimeZone,
    pub week: Vec<Weekly>,
    pub holidays: Vec<Holiday>,
}

impl Hours {
    /// Day and night.
    pub fn always() -> Hours {
        Hours { zone: TimeZone::UTC, week: vec![Weekly { first: 1, last: 7, stretch: (0, 1_440) }], holidays: vec![] }
    }

    /// Whether it receives at this moment.
    pub fn is_open(&self, at: At) -> bool {
        let Ok(moment) = Timestamp::from_microsecond(at.0) else { return true };
        let local = moment.to_zoned(self.zone.clone());
        let minute = i32::from(local.hour()) * 60 + i32::from(local.minute());
        self.on(local.date()).iter().any(|(from, until)| (*from..*until).contains(&minute))
    }

    /// The next moment at which it opens or closes; `None`: not in the next two weeks.
    pub fn next_change(&self, at: At) -> Option<At> {
        let moment = Timestamp::from_microsecond(at.0).ok()?;
        let today = moment.to_zoned(self.zone.clone()).date();
        let now = self.is_open(at);
        let mut edges: Vec<At> = vec![];
        for ahead in 0..AHEAD {
            let Ok(day) = today.checked_add(ahead.days()) else { break };
            for (from, until) in self.on(day) {
                edges.extend([self.moment(day, from), self.moment(day, until)].into_iter().flatten());
            }
            // A holiday that ends, or begins, changes the hours at midnight.
            edges.extend(self.moment(day, 0));
        }
        edges.sort();
        edges.into_iter().find(|edge| *edge > at && self.is_open(*edge) != now)
    }

    fn on(&self, day: Date) -> Vec<Stretch> {
        if let Some(holiday) = self.holidays.iter().find(|it| (it.from..=it.until).contains(&day)) {
            return holiday.stretches.clone();
        }
        let weekday = day.weekday().to_monday_one_offset();
        self.week.iter().filter(|it| (it.first..=it.last).contains(&weekday)).map(|it| it.stretch).collect()
    }

    fn moment(&self, day: Date, minute: i32) -> Option<At> {
        let midnight = day.to_zoned(self.zone.clone()).ok()?;
        // By the clock on the wall: a day on which clocks are changed has other lengths.
        let local = if minute == 1_440 {
            day.tomorrow().ok()?.to_zoned(self.zone.clone()).ok()?
        } else {
            let (hour, minute) = ((minute / 60) as i8, (minute % 60) as i8);
            midnight.with().hour(hour).minute(minute).build().ok()?
        };
        Some(At(local.timestamp().as_microsecond()))
    }
}

/// When to look again at the latest, whatever the hours say.
pub const LOOK_AGAIN: Span = Span::days(1);
