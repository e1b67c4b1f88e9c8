//! Faults on the line: which of them say that nothing was sent, and which leave it open.
use crate::http::{account, engine, engine_for};
use crate::parcel::Depot;
use crate::server::{Answer, Behaviour, Close, Endless, Half, HangUp, Noise, Reset, Server, Silent, Then, fine};
use crate::suite::{Fixture, message_id, opened};
use channels::engine::Limits;
use model::port::*;
use model::{At, Attached, AttachmentId, Uuid};
use std::time::Duration;

#[tokio::test]
async fn nothing_was_sent() {
    let gone = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap()
    };
    let plain = Server::start(fine()).await;
    let deaf = Server::start(HangUp).await;
    let port = plain.address.port();
    let allowed =
        [gone.to_string(), plain.address.to_string(), deaf.address.to_string(), format!("silent.example:{port}")];
    let engine = engine(
        &allowed,
        &[("unknown.example", &[])],
        Limits { connect: Duration::from_millis(500), ..Limits::default() },
    );
    let stories = [
        ("nobody listens", format!("http://{gone}/?access_token=hush")),
        ("no such name", "http://unknown.example/?access_token=hush".into()),
        ("the name never resolves", format!("http://silent.example:{port}/?access_token=hush")),
        ("no TLS there", format!("https://{}/?access_token=hush", plain.address)),
        ("hung up during TLS", format!("https://{}/?access_token=hush", deaf.address)),
    ];
    for (n, (what, url)) in (1..).zip(stories) {
        let answer = engine.get_as(n, &url).await;
        assert!(matches!(answer, Err(TransportError::NotSent(_))), "{what}: {answer:?}");
        assert!(!answer.unwrap_err().to_string().contains("hush"), "{what}: an error shows a token");
    }
    assert_eq!(plain.heard().len(), 0);
}

#[tokio::test]
async fn it_may_have_been_received() {
    let stories: [(&str, Behaviour); 6] = [
        ("no answer in time", Silent),
        ("reset after it was written", Reset),
        ("closed after it was written", Close),
        ("half an answer", Half),
        ("an answer without end", Endless),
        ("an answer that is no HTTP", Noise),
    ];
    for (what, behaviour) in stories {
        let server = Server::start(behaviour).await;
        let engine = engine_for(&server, Limits { whole: Duration::from_secs(1), ..Limits::default() });
        let answer = engine.get(&server.url("/?access_token=hush")).await;
        assert!(matches!(answer, Err(TransportError::NoAnswer(_))), "{what}: {answer:?}");
        assert!(!answer.unwrap_err().to_string().contains("hush"), "{what}: an error shows a token");
        assert_eq!(server.heard().len(), 1, "{what}: asked once and not again");
    }
}

#[tokio::test]
async fn an_answer_may_have_a_mebibyte_and_not_a_byte_more() {
    let mebibyte = 1024 * 1024;
    let server = Server::start(Answer(200, String::new(), vec![b'x'; mebibyte])).await;
    let engine = engine_for(&server, Limits::default());
    assert_eq!(engine.get(&server.url("/")).await.unwrap().body.len(), mebibyte);
    server.now(Answer(200, String::new(), vec![b'x'; mebibyte + 1]));
    let answer = engine.get(&server.url("/")).await;
    assert!(matches!(&answer, Err(TransportError::NoAnswer(why)) if why.contains("1048576")), "{answer:?}");
}

#[tokio::test]
async fn what_is_no_request_is_refused_before_anything_leaves() {
    let server = Server::start(fine()).await;
    let engine = engine_for(&server, Limits::default());
    let call = |method, url: String, headers| {
        engine.http.call(account(1), Request { headers, ..Request::new(method, url, Vec::new()) })
    };
    let split = vec![("x-name".to_owned(), "a\r\nevil: 1".to_owned())];
    for answer in [
        call("GET", server.url("/"), split).await,
        call("G T", server.url("/"), Vec::new()).await,
        call("GET", "not an address".into(), Vec::new()).await,
        call("GET", "file:///etc/passwd".into(), Vec::new()).await,
        call("GET", format!("http://user:pass@{}/", server.address), Vec::new()).await,
    ] {
        assert!(matches!(answer, Err(TransportError::Refused(_))), "{answer:?}");
    }
    assert_eq!(server.heard().len(), 0);
}

/// Told in a process of its own, with variables that name a proxy and with no certificate to trust.
#[test]
fn proxy_variables_mean_nothing_and_a_bare_machine_still_calls() {
    const CHILD: &str = "PARLOR_BARE_MACHINE";
    if std::env::var_os(CHILD).is_some() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        return runtime.block_on(async {
            let server = Server::start(fine()).await;
            let engine = engine_for(&server, Limits::default());
            assert_eq!(engine.get(&server.url("/")).await.unwrap().status, 200);
        });
    }
    let me = std::env::current_exe().unwrap();
    let test = "http_faults::proxy_variables_mean_nothing_and_a_bare_machine_still_calls";
    let mut child = std::process::Command::new(me);
    child.args(["--exact", test, "--nocapture"]).env(CHILD, "1");
    for proxy in ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
        child.env(proxy, "http://127.0.0.1:9");
    }
    child.env("SSL_CERT_FILE", "/dev/null").env_remove("SSL_CERT_DIR").env_remove("NO_PROXY").env_remove("no_proxy");
    let told = child.output().unwrap();
    let said = String::from_utf8_lossy(&told.stdout);
    assert!(told.status.success() && said.contains("1 passed"), "{said}{}", String::from_utf8_lossy(&told.stderr));
}

/// The made-up channel over the real engine: two uploads, then the step that must not be done twice.
#[tokio::test]
async fn a_machine_goes_out_and_a_lost_answer_ends_in_doubt() {
    let file = || Box::new(Answer(200, String::new(), b"{\"file\":\"f-1\"}".to_vec()));
    let note = Answer(200, String::new(), b"{\"id\":\"n-1\"}".to_vec());
    let uploads = |end: Behaviour| Then(file(), Box::new(Then(file(), Box::new(end))));
    let server = Server::start(uploads(note)).await;
    let engine = engine_for(&server, Limits::default());
    let channel = Depot.channel();
    let account = opened(&[("base_url", &server.url(""))], &[("signing_secret", "s3cret")]);
    let attached = |n| Attached {
        id: AttachmentId(Uuid::from_u128(n)),
        name: "a.jpg".into(),
        media_type: "image/jpeg".into(),
        size: 1,
        width: None,
        height: None,
    };
    let send = async || {
        let attachments = (0..2).map(attached).collect();
        let (to, text) = ("o-42".into(), "好".into());
        let mut sending = Sending {
            message: message_id(),
            since: At(7),
            to,
            text,
            attachments,
            card: None,
            template: false,
            machine: String::new(),
        };
        let mut last = None;
        loop {
            match channel.next(&account, &sending, last.take(), Depot.now()) {
                Step::Call { request, machine, .. } => {
                    sending.machine = machine;
                    last = Some(engine.http.call(account.id, request).await);
                }
                step => return step,
            }
        }
    };
    assert!(matches!(send().await, Step::Sent(ids) if ids == ["n-1"]));
    assert!(server.heard()[2].ends_with("{\"files\":[\"f-1\",\"f-1\"],\"text\":\"好\",\"to\":\"o-42\"}"));
    server.now(uploads(Reset));
    assert!(matches!(send().await, Step::InDoubt(_)));
    assert_eq!(server.heard().len(), 6);
}
