//! Options: from `parlor.toml`, each overridden by `PARLOR_…`. A wrong one is a sentence that names key, value and what is
//! allowed. To add one: its field, and its line in `OPTIONS`.
mod file;

use channels::engine::Guard;
use model::Secret;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

/// One option as people set it.
pub struct Opt {
    pub key: &'static str,
    pub default: &'static str,
    pub help: &'static str,
    set: fn(&mut Config, &str) -> Result<(), &'static str>,
}

/// How this process runs.
#[derive(Clone, Debug)]
pub struct Config {
    pub listen: SocketAddr,
    /// Somebody chose `listen`: no other address will do.
    pub listen_chosen: bool,
    pub data_dir: PathBuf,
    pub public_url: Option<url::Url>,
    pub allow_hosts: Vec<String>,
    pub log: String,
    pub log_json: bool,
    pub admin_email: String,
    pub admin_password: Secret,
    pub test: bool,
}

/// Every option there is.
pub const OPTIONS: &[Opt] = &[
    Opt {
        key: "listen",
        default: "127.0.0.1:8080",
        help: "address and port of the HTTP door",
        set: |config, value| {
            config.listen = value.parse().map_err(|_| "an address and a port, as 127.0.0.1:8080 or [::]:8080")?;
            config.listen_chosen = true;
            Ok(())
        },
    },
    Opt {
        key: "data_dir",
        default: "parlor-data",
        help: "folder of the database, files and the secret key",
        set: |config, value| {
            if value.is_empty() {
                return Err("a folder");
            }
            config.data_dir = value.into();
            Ok(())
        },
    },
    Opt {
        key: "database_url",
        default: "",
        help: "empty: SQLite in the data folder",
        set: |_, value| match value {
            "" => Ok(()),
            _ => Err("empty for SQLite in the data folder; this version does not serve on PostgreSQL yet"),
        },
    },
    Opt {
        key: "public_url",
        default: "",
        help: "the address people use, as https://chat.example.com; empty: whatever they typed",
        set: |config, value| {
            config.public_url = match value {
                "" => None,
                _ => {
                    let url: url::Url = value.parse().map_err(|_| "an address, as https://chat.example.com")?;
                    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
                        return Err("an http or https address");
                    }
                    Some(url)
                }
            };
            Ok(())
        },
    },
    Opt {
        key: "allow_hosts",
        default: "",
        help: "host:port pairs inside your network that channels may call, separated by commas",
        set: |config, value| {
            let hosts = value.split(',').map(str::trim).filter(|host| !host.is_empty());
            config.allow_hosts = hosts.map(str::to_owned).collect();
            match Guard::new(&config.allow_hosts) {
                Ok(_) => Ok(()),
                Err(_) => Err("host:port pairs separated by commas, as provider.example:8443 or [::1]:8080"),
            }
        },
    },
    Opt {
        key: "log",
        default: "info",
        help: "what is logged: error, warn, info, debug, trace, or a filter as desk=debug,info",
        set: |config, value| {
            if value.parse::<EnvFilter>().is_err() || !bare_words(value).all(is_level_or_room) {
                return Err("error, warn, info, debug, trace or a filter as desk=debug,info");
            }
            config.log = value.to_owned();
            Ok(())
        },
    },
    Opt {
        key: "log_format",
        default: "text",
        help: "text or json",
        set: |config, value| {
            config.log_json = match value {
                "text" => false,
                "json" => true,
                _ => return Err("text or json"),
            };
            Ok(())
        },
    },
    Opt {
        key: "admin_email",
        default: "",
        help: "first start only: the administrator's e-mail",
        set: |config, value| {
            if !value.is_empty() && !is_email(value) {
                return Err("an e-mail address, as admin@example.com");
            }
            config.admin_email = value.to_owned();
            Ok(())
        },
    },
    Opt {
        key: "admin_password",
        default: "",
        help: "first start only: the administrator's password, at least 8 characters",
        set: |config, value| {
            if !value.is_empty() && value.chars().count() < 8 {
                return Err("at least 8 characters");
            }
            config.admin_password = Secret::new(value);
            Ok(())
        },
    },
    Opt {
        key: "test",
        default: "0",
        help: "1 opens doors for tests only (/ws/echo, /test/…); never in production",
        set: |config, value| {
            config.test = match value {
                "0" | "" | "false" => false,
                "1" | "true" => true,
                _ => return Err("0 or 1"),
            };
            Ok(())
        },
    },
];

impl Config {
    /// Defaults, then the file, then the environment.
    pub fn load(file: Option<&Path>, env: impl Iterator<Item = (String, String)>) -> Result<Config, String> {
        let mut config = Config {
            listen: ([127, 0, 0, 1], 8080).into(),
            listen_chosen: false,
            data_dir: "parlor-data".into(),
            public_url: None,
            allow_hosts: vec![],
            log: "info".into(),
            log_json: false,
            admin_email: String::new(),
            admin_password: Secret::default(),
            test: false,
        };
        for line in file::read(file)? {
            config.set(&line.key, &line.value, &format!("{}: {}", line.place, line.key))?;
        }
        for (name, value) in env.collect::<BTreeMap<_, _>>() {
            let Some(key) = name.strip_prefix("PARLOR_") else { continue };
            if key.starts_with("TEST_") || key == "CACHE" {
                continue; // for our own scripts, not for this program
            }
            config.set(&key.to_lowercase(), &value, &name)?;
        }
        Ok(config)
    }

    /// `shown`: the name as the person wrote it.
    pub fn set(&mut self, key: &str, value: &str, shown: &str) -> Result<(), String> {
        let option = OPTIONS.iter().find(|option| option.key == key).ok_or_else(|| {
            let all: Vec<&str> = OPTIONS.iter().map(|option| option.key).collect();
            // Without its value: it may be a secret under a mistyped name.
            format!("{shown}: there is no such option; there are {}", all.join(", "))
        })?;
        let value = value.trim();
        // The address of a database has a password in it.
        let secret = key.ends_with("password") || key == "database_url";
        let printed = if secret { "***" } else { value };
        (option.set)(self, value).map_err(|allowed| format!("{shown} = {printed:?}: must be {allowed}"))
    }
}

/// What the desk takes for one, a little stricter: nobody could sign in with the rest.
fn is_email(text: &str) -> bool {
    let plain = text.len() <= 254 && !text.contains(|it: char| it.is_whitespace() || it.is_control());
    let parts = text.split_once('@').filter(|(name, host)| !name.is_empty() && !host.is_empty());
    plain && parts.is_some_and(|(_, host)| !host.contains('@'))
}

/// The words of a filter that stand alone between its commas: a level for everything, or a target at every level.
fn bare_words(filter: &str) -> impl Iterator<Item = &str> {
    filter.split(',').map(str::trim).filter(|it| !it.is_empty() && !it.contains(['=', '[', ':']))
}

/// The filter's syntax takes a mistyped level for the name of a target, and then nothing at all is logged.
fn is_level_or_room(word: &str) -> bool {
    const ROOMS: &[&str] = &["api", "channels", "desk", "flow", "model", "parlor", "sim", "store", "web_assets"];
    word.parse::<LevelFilter>().is_ok() || ROOMS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::Config;

    fn load(name: &str, value: &str) -> Result<Config, String> {
        let empty = std::path::Path::new("/dev/null");
        Config::load(Some(empty), [(name.to_owned(), value.to_owned())].into_iter())
    }

    #[test]
    fn a_filter_is_taken_and_a_mistyped_level_is_not() {
        for good in
            ["info", "WARN", "off", "desk", "desk=debug,info", "desk::work", "hyper=warn,desk", "[turn{id}]=trace"]
        {
            assert!(load("PARLOR_LOG", good).is_ok(), "{good}");
        }
        for bad in ["loud", "info,lod", "desk=loud", "verbose"] {
            let why = load("PARLOR_LOG", bad).err().unwrap_or_default();
            assert!(why.contains("PARLOR_LOG") && why.contains(bad) && why.contains("error, warn"), "{bad}: {why}");
        }
    }

    #[test]
    fn an_administrator_is_an_address_at_a_host() {
        for good in ["", "a@b", "admin@example.com", "李@例子.公司"] {
            assert!(load("PARLOR_ADMIN_EMAIL", good).is_ok(), "{good}");
        }
        for bad in ["admin", "@b", "a@", "a@b@c", "a b@c"] {
            assert!(load("PARLOR_ADMIN_EMAIL", bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_may_be_secret_is_never_repeated() {
        for name in ["PARLOR_ADMIN_PASSWORD", "PARLOR_DATABASE_URL", "PARLOR_ADMIN_PASWORD"] {
            let why = load(name, "sesame").err().unwrap_or_default();
            assert!(why.contains(name) && !why.contains("sesame"), "{why}");
        }
    }
}
