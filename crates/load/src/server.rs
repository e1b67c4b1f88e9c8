//! A server of our own: started in a fresh folder on a free port, killed without warning, started again on the same folder.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::process::{Child, Command};

use crate::door::{Address, Reply, Rest, shape};
use crate::history::Finding;

/// The administrator of a server that we start.
pub const EMAIL: &str = "load@parlor.test";
/// The administrator's password; the server is on loopback and lives for one run.
pub const PASSWORD: &str = "load-load-load-2026";

/// How long a start may take.
const START: Duration = Duration::from_secs(30);

/// A `parlor serve` process and its folder.
pub struct Server {
    program: PathBuf,
    folder: PathBuf,
    pub address: Address,
    /// host:port pairs that its channels may call.
    allow: String,
    child: Option<Child>,
}

impl Server {
    /// Starts `program serve` in `folder`, which must be empty or absent, on a free loopback port, and waits until it is ready.
    pub async fn start(program: &Path, folder: &Path) -> Result<Self, String> {
        Self::start_calling(program, folder, "").await
    }

    /// The same; its channels may call `allow`, host:port pairs separated by commas.
    pub async fn start_calling(program: &Path, folder: &Path, allow: &str) -> Result<Self, String> {
        let data = folder.join("data");
        std::fs::create_dir_all(&data).map_err(|error| format!("{}: {error}", data.display()))?;
        let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let port = free.map_err(|error| format!("no free port: {error}"))?.port();
        let address = Address { host: format!("127.0.0.1:{port}") };
        let mut server = Self {
            program: program.to_owned(),
            folder: folder.to_owned(),
            address,
            allow: allow.to_owned(),
            child: None,
        };
        server.begin().await?;
        Ok(server)
    }

    /// Starts the process (again) and waits for `/readyz`; how long that took.
    pub async fn begin(&mut self) -> Result<Duration, String> {
        let log = std::fs::File::options().create(true).append(true).open(self.log());
        let log = log.map_err(|error| format!("{}: {error}", self.log().display()))?;
        let also = log.try_clone().map_err(|error| error.to_string())?;
        let mut command = self.command("serve");
        command.stdin(Stdio::null()).stdout(log).stderr(also).kill_on_drop(true);
        let began = Instant::now();
        let child = command.spawn().map_err(|error| format!("{}: {error}", self.program.display()))?;
        self.child = Some(child);
        let rest = Rest::new(&self.address)?;
        while began.elapsed() < START {
            if let Reply::Done(_) = rest.get("/readyz").await {
                return Ok(began.elapsed());
            }
            if let Some(status) = self.child.as_mut().and_then(|child| child.try_wait().ok().flatten()) {
                return Err(format!("parlor serve ended with {status}; its log: {}", self.log().display()));
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Err(format!("parlor serve was not ready within 30 s; its log: {}", self.log().display()))
    }

    /// kill -9, and waits until the process is gone.
    pub async fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _gone = child.kill().await;
        }
    }

    /// SIGTERM, and waits until the process has said goodbye; false when it had to be killed after 10 s.
    pub async fn stop(&mut self) -> bool {
        let Some(mut child) = self.child.take() else { return true };
        let asked = Command::new("kill").arg("-TERM").arg(child.id().unwrap_or(0).to_string()).status().await;
        let went = tokio::time::timeout(Duration::from_secs(10), child.wait()).await.is_ok();
        if !went {
            let _gone = child.kill().await;
        }
        went && asked.is_ok_and(|status| status.success())
    }

    /// The process id, 0 when it does not run.
    pub fn pid(&self) -> u32 {
        self.child.as_ref().and_then(Child::id).unwrap_or(0)
    }

    /// Where the server's own words go.
    pub fn log(&self) -> PathBuf {
        self.folder.join("server.log")
    }

    /// Runs `parlor doctor --json` on the folder, beside the running server.
    pub async fn doctor(&self) -> Result<(bool, Vec<Finding>), String> {
        let mut command = self.command("doctor");
        let output = command.arg("--json").stdin(Stdio::null()).output().await.map_err(|error| error.to_string())?;
        let verdict: Value = serde_json::from_slice(&output.stdout).map_err(|error| {
            format!("parlor doctor --json: {error}: {}", String::from_utf8_lossy(&output.stderr).trim())
        })?;
        let broken =
            shape::list(&verdict, "invariants").iter().filter(|one| shape::number(one, "violations").unwrap_or(0) > 0);
        let findings = broken.map(|one| Finding {
            id: shape::text(one, "id").unwrap_or_default(),
            violations: shape::number(one, "violations").unwrap_or(0),
            examples: shape::list(one, "examples")
                .iter()
                .filter_map(Value::as_str)
                .take(3)
                .map(str::to_owned)
                .collect(),
        });
        let ok = verdict.get("ok").and_then(Value::as_bool).unwrap_or(false) && output.status.success();
        Ok((ok, findings.collect()))
    }

    fn command(&self, sub: &str) -> Command {
        let mut command = Command::new(&self.program);
        command
            .arg(sub)
            .env("PARLOR_LISTEN", &self.address.host)
            .env("PARLOR_DATA_DIR", self.folder.join("data"))
            .env("PARLOR_TEST", "1")
            .env("PARLOR_ALLOW_HOSTS", &self.allow)
            .env("PARLOR_ADMIN_EMAIL", EMAIL)
            .env("PARLOR_ADMIN_PASSWORD", PASSWORD)
            .current_dir(&self.folder);
        command
    }
}

/// A folder for one run below the system's temporary one.
pub fn fresh_folder(what: &str) -> Result<PathBuf, String> {
    let folder = std::env::temp_dir().join(format!("parlor-load-{what}-{}", uuid::Uuid::now_v7().simple()));
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder)
}
