//! Logging: one line an event, as text for people or JSON for machines.
use crate::config::Config;
use tracing_subscriber::EnvFilter;

/// To standard error, by the filter of the configuration.
pub fn start(config: &Config) {
    let filter = config.log.parse::<EnvFilter>().unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(true);
    let _ = if config.log_json { lines.json().try_init() } else { lines.try_init() };
}
