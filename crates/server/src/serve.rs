//! `parlor serve`: opens the house, starts the loops and the HTTP door, and leaves in good order.
use crate::config::Config;
use crate::out::say;
use crate::wire::House;
use crate::{door, first_start, loops};
use api::{App, Demo, Places};
use axum::Router;
use desk::Rules;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// A door that is open; dropping it leaves the process running until `closed`.
pub struct Open {
    pub address: SocketAddr,
    pub house: House,
    app: App,
    closing: watch::Sender<bool>,
    door: tokio::task::JoinHandle<()>,
    loops: tokio::task::JoinSet<()>,
}

/// Fewer in all than the door has connections: however many visitors there are, the staff gets in.
const PLACES: Places =
    Places { requests: 512, visitor_waits: 2_048, visitor_sockets: 14_000, waits: 1_024, sockets: 1_500 };
/// How long requests under way may take to leave.
const LEAVING: Duration = Duration::from_secs(10);
/// How long sockets may take to hear that we leave, and to answer.
const FAREWELL: Duration = Duration::from_millis(800);

impl Open {
    /// Opens the door of a furnished house. `demo`: the shop, and what its page asks for.
    pub async fn start(
        config: &Config,
        house: House,
        demo: Option<(Demo, Router)>,
        listener: TcpListener,
    ) -> Result<Open, String> {
        house.desk.started().await.map_err(|why| why.to_string())?;
        let address = listener.local_addr().map_err(|why| why.to_string())?;
        let (closing, closed) = watch::channel(false);
        let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder();
        let handle = recorder.handle();
        let _ = metrics::set_global_recorder(recorder);
        let (demo, beside) = demo.unzip();
        let app = App::new(
            api::Config {
                public_url: config.public_url.clone(),
                test: config.test,
                demo,
                places: PLACES,
                metrics: Arc::new(move || handle.render()),
                chance: house.chance.clone(),
                closing: closed.clone(),
            },
            house.desk.clone(),
        );
        let loops = loops::start(&house.desk, &closed);
        let router = match beside {
            Some(beside) => api::router(app.clone()).nest("/demo", beside),
            None => api::router(app.clone()),
        };
        let door = tokio::spawn(door::serve(listener, router, door::LIMITS, closed));
        Ok(Open { address, house, app, closing, door, loops })
    }

    /// Says goodbye to everybody and lets go of the data folder.
    pub async fn close(mut self) {
        self.closing.send_replace(true);
        self.house.desk.ends();
        if tokio::time::timeout(LEAVING, &mut self.door).await.is_err() {
            self.door.abort();
        }
        // Whoever does not answer the farewell is left behind; they resume from their cursor.
        let _ = tokio::time::timeout(FAREWELL, self.app.all_left()).await;
        while self.loops.join_next().await.is_some() {}
        self.house.close().await;
    }
}

/// Takes the address, or says in a sentence why not and what helps.
pub async fn listen(address: SocketAddr) -> Result<TcpListener, String> {
    TcpListener::bind(address).await.map_err(|why| format!("listen = \"{address}\": {}", refused(address, &why)))
}

fn refused(address: SocketAddr, why: &std::io::Error) -> String {
    let (ip, port) = (address.ip(), address.port());
    match why.kind() {
        ErrorKind::AddrInUse => {
            format!(
                "port {port} is taken; end the program that has it, or choose another port, as PARLOR_LISTEN=127.0.0.1:8081"
            )
        }
        ErrorKind::AddrNotAvailable => {
            format!(
                "{ip} is not an address of this machine; 127.0.0.1 is for programs on it alone, 0.0.0.0 for its whole network"
            )
        }
        ErrorKind::PermissionDenied => {
            format!(
                "port {port} needs root (or CAP_NET_BIND_SERVICE); choose one from 1024 up, as PARLOR_LISTEN=127.0.0.1:8081"
            )
        }
        _ => why.to_string(),
    }
}

/// Ctrl-C, or the service manager's SIGTERM.
pub async fn told_to_stop() {
    let mut term =
        tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()).expect("signals can be heard");
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = term.recv() => {}
    }
}

/// Says it to whoever started us; serving does not depend on their listening.
pub fn tell(text: &str) {
    if let Err(why) = say(text) {
        tracing::warn!(%why, "could not be said");
    }
}

/// Where people open it: as it is called outside, else where it stands.
pub fn home_of(public_url: Option<&url::Url>, address: SocketAddr) -> String {
    let here =
        if address.ip().is_unspecified() { SocketAddr::new([127, 0, 0, 1].into(), address.port()) } else { address };
    public_url.map_or_else(|| format!("http://{here}"), |url| url.as_str().trim_end_matches('/').to_owned())
}

/// Until told to stop.
pub async fn run(config: Config) -> Result<(), String> {
    // Bound first, so that a busy port is told before anything is made.
    let listener = listen(config.listen).await?;
    let house = House::open(&config, Rules::DEFAULT).await?;
    let setup = first_start::prepare(&house.desk, &config).await.map_err(|why| why.to_string())?;
    let public_url = config.public_url.clone();
    let open = Open::start(&config, house, None, listener).await?;
    let home = home_of(public_url.as_ref(), open.address);
    if let Some(code) = setup {
        tell(&format!(
            "\n  首次使用，请打开下面的链接完成设置（仅此一次有效）\n  First start: open this link to set Parlor up (good until that is done)\n\n  {home}/setup/{}\n\n",
            code.expose()
        ));
    }
    tell(&format!("Parlor is at {home}/  Ctrl-C ends it.\n"));
    told_to_stop().await;
    open.close().await;
    Ok(())
}
