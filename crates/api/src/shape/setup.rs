//! What is said at the first run.
use super::word::Locale;
use desk::FirstRun;
use model::Secret;
use serde::Deserialize;
use utoipa::ToSchema;

/// Everything a new house begins with.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SetUp {
    #[schema(min_length = 1, max_length = 100)]
    pub company: String,
    #[schema(min_length = 1, max_length = 100)]
    pub brand: String,
    /// Of the tz database; Asia/Shanghai when left out.
    #[schema(example = "Asia/Shanghai")]
    pub zone: Option<String>,
    /// `1-5 09:00-18:00` on each line: days from 1 (Monday) to 7; always open when left out.
    pub hours: Option<Vec<String>>,
    /// The administrator's, as all below.
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    #[schema(min_length = 3, max_length = 254)]
    pub email: String,
    #[schema(value_type = String, format = Password, min_length = 8, max_length = 128)]
    pub password: Secret,
    /// zh-CN when left out; what is made at the beginning is called in it.
    pub locale: Option<Locale>,
    /// Quick replies, tags, dispositions and reasons for a break to begin with.
    pub samples: Option<bool>,
}

impl SetUp {
    /// As the desk hears it; `user_agent`: what the browser says of itself.
    #[must_use]
    pub fn said(self, user_agent: String) -> FirstRun {
        FirstRun {
            company: self.company,
            brand: self.brand,
            zone: self.zone.unwrap_or_else(|| "Asia/Shanghai".into()),
            hours: self.hours.unwrap_or_default(),
            name: self.name,
            email: self.email,
            password: self.password,
            locale: self.locale.map_or(model::Locale::Zh, |locale| locale.0),
            samples: self.samples.unwrap_or_default(),
            user_agent,
        }
    }
}
