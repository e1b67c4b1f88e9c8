//! `parlor staff`: what whoever runs the server does for people who cannot get in.
use crate::config::Config;
use crate::out::say;
use crate::serve::home_of;
use crate::wire::House;
use std::fmt::Write as _;

/// Prints a link to a new password.
pub async fn reset_password(config: &Config, email: &str, remove_factor: bool) -> Result<(), String> {
    let (desk, db) = House::beside(config).await?;
    let let_in = match desk.let_in(email, remove_factor).await {
        Ok(let_in) => let_in,
        Err(desk::Error::NotFound(_)) => {
            let there = desk.administrators().await.map_err(|why| why.to_string())?;
            return Err(format!(
                "{email:?}: nobody who is active signs in with it; administrators are: {}",
                there.join(", ")
            ));
        }
        Err(why) => return Err(why.to_string()),
    };
    let home = home_of(config.public_url.as_ref(), config.listen);
    let mut text = format!(
        "\n  {}：请打开下面的链接设置新密码（{} 之前有效，仅一次）\n  {}: open this link to choose a new password (good once, until {})\n\n  {home}/invite/{}\n\n",
        let_in.agent.name,
        let_in.expires_at,
        let_in.agent.name,
        let_in.expires_at,
        let_in.code.expose()
    );
    let _ = writeln!(text, "Sessions ended: {}.", let_in.sessions); // a text has room
    if let_in.factor_removed {
        text.push_str("The second factor was taken away.\n");
    } else if let_in.factor_asked {
        text.push_str("The second factor is asked for after the new password; --remove-second-factor takes it away.\n");
    } else if remove_factor {
        text.push_str("There was no second factor.\n");
    }
    let said = say(&text);
    drop(desk);
    db.close().await;
    said
}
