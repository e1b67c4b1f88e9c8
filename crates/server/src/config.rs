//! Options: from `parlor.toml`, each overridden by `PARLOR_…`. A wrong one is a sentence that names key, value and what is
//! allowed. To add one: its field, and its line in `OPTIONS`.
use model::Secret;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

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
            config.allow_hosts =
                value.split(',').map(str::trim).filter(|host| !host.is_empty()).map(str::to_owned).collect();
            Ok(())
        },
    },
    Opt {
        key: "log",
        default: "info",
        help: "what is logged: error, warn, info, debug, trace, or a filter as desk=debug,info",
        set: |config, value| {
            if value.parse::<tracing_subscriber::EnvFilter>().is_err() {
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
            data_dir: "parlor-data".into(),
            public_url: None,
            allow_hosts: vec![],
            log: "info".into(),
            log_json: false,
            admin_email: String::new(),
            admin_password: Secret::default(),
            test: false,
        };
        for (key, value) in from_file(file)? {
            config.set(&key, &value, &key)?;
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
            format!("{shown} = {value:?}: there is no such option; there are {}", all.join(", "))
        })?;
        let value = value.trim();
        let printed = if key.ends_with("password") { "***" } else { value };
        (option.set)(self, value).map_err(|allowed| format!("{shown} = {printed:?}: must be {allowed}"))
    }
}

/// Keys and values of the file; a missing default file is no error.
fn from_file(file: Option<&Path>) -> Result<Vec<(String, String)>, String> {
    let (path, asked) = match file {
        Some(path) => (path, true),
        None => (Path::new("parlor.toml"), false),
    };
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(why) if why.kind() == std::io::ErrorKind::NotFound && !asked => return Ok(vec![]),
        Err(why) => return Err(format!("{}: cannot be read: {why}", path.display())),
    };
    let table: toml::Table =
        text.parse().map_err(|why: toml::de::Error| format!("{}: {}", path.display(), why.message()))?;
    let plain = |(key, value): (String, toml::Value)| match value {
        toml::Value::String(text) => Ok((key, text)),
        toml::Value::Boolean(yes) => Ok((key, if yes { "1" } else { "0" }.to_owned())),
        toml::Value::Integer(number) => Ok((key, number.to_string())),
        other => Err(format!("{key} = {other}: must be a text, a number or true/false")),
    };
    table.into_iter().map(plain).collect()
}
