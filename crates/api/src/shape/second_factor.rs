//! The second factor: an app that shows a code of six digits every 30 seconds.
use model::Secret;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What an authenticator app is told; shown once.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SecondFactorBegun {
    /// Base 32, to be typed.
    #[schema(example = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")]
    pub secret: String,
    /// `otpauth://totp/…`
    pub uri: String,
    /// The same to scan: an SVG.
    pub qr: String,
}

/// How one's own second factor stands.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct SecondFactorState {
    /// Asked for at sign-in.
    pub on: bool,
    /// Recovery codes that were not used yet.
    #[schema(minimum = 0)]
    pub recovery_codes_left: i64,
}

/// The code that the app shows.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ConfirmSecondFactor {
    #[schema(value_type = String, min_length = 6, max_length = 6, example = "287082")]
    pub code: Secret,
}

/// For the day the phone is lost: each is good once. Shown once.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RecoveryCodes {
    #[schema(min_items = 10, max_items = 10)]
    pub recovery_codes: Vec<String>,
}

/// The password once more.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct EndSecondFactor {
    #[schema(value_type = String, format = Password, min_length = 1, max_length = 1024)]
    pub password: Secret,
}

/// The second half of a sign-in.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct AnswerChallenge {
    /// `challenge` of the refusal `second_factor_required`; good for five minutes.
    #[schema(value_type = String, min_length = 1, max_length = 1024)]
    pub challenge: Secret,
    /// Six digits of the app, or a recovery code.
    #[schema(value_type = String, min_length = 6, max_length = 64)]
    pub code: Secret,
}
