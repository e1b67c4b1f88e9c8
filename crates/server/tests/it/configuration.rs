//! A wrong configuration is one sentence that names key, value and what is allowed, and exit code 2.
use crate::parlor::{Folder, Parlor, command, run};

/// How it ended and what it said, having made nothing.
fn says(args: &[&str], env: &[(&str, &str)], file: Option<&str>) -> (Option<i32>, String) {
    let folder = Folder::new();
    if let Some(text) = file {
        std::fs::write(folder.0.join("parlor.toml"), text).expect("a file");
    }
    let done = run(&folder.0, args, env);
    assert!(!folder.0.join("data").exists(), "a data folder was left behind");
    (done.status.code(), String::from_utf8(done.stderr).expect("text"))
}

#[test]
fn a_wrong_value_names_key_value_and_what_is_allowed() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("PARLOR_LISTEN", "8080", &["PARLOR_LISTEN", "8080", "127.0.0.1:8080"]),
        ("PARLOR_LOG_FORMAT", "xml", &["PARLOR_LOG_FORMAT", "xml", "text or json"]),
        ("PARLOR_TEST", "maybe", &["PARLOR_TEST", "maybe", "0 or 1"]),
        ("PARLOR_PUBLIC_URL", "chat", &["PARLOR_PUBLIC_URL", "chat", "https://chat.example.com"]),
        ("PARLOR_LISTENN", "1", &["PARLOR_LISTENN", "no such option", "listen"]),
        ("PARLOR_LOG", "loud", &["PARLOR_LOG", "loud", "info"]),
        ("PARLOR_ALLOW_HOSTS", "nowhere", &["PARLOR_ALLOW_HOSTS", "nowhere", "host:port"]),
        ("PARLOR_ADMIN_EMAIL", "admin", &["PARLOR_ADMIN_EMAIL", "admin", "admin@example.com"]),
        ("PARLOR_ADMIN_PASSWORD", "short", &["PARLOR_ADMIN_PASSWORD", "***", "at least 8"]),
    ];
    for (name, value, words) in cases {
        let (code, said) = says(&["serve"], &[(name, value)], None);
        assert_eq!(code, Some(2), "{name}: {said}");
        assert_eq!(said.trim_end().lines().count(), 1, "one sentence: {said}");
        for word in *words {
            assert!(said.contains(word), "{name}: {word:?} is missing in {said:?}");
        }
    }
    let (_, said) = says(&["serve"], &[("PARLOR_ADMIN_PASSWORD", "short")], None);
    assert!(!said.contains("short"), "a password is never printed: {said}");
}

#[test]
fn postgres_is_not_served_yet_and_says_so() {
    let (code, said) = says(&["serve"], &[("PARLOR_DATABASE_URL", "postgres://localhost/parlor")], None);
    assert_eq!(code, Some(2));
    assert!(said.contains("PARLOR_DATABASE_URL") && said.contains("PostgreSQL"), "{said}");
}

#[test]
fn the_file_is_read_and_its_mistakes_are_told() {
    for (text, place) in [
        ("test = 0\nlisten = \"nowhere\"\n", "parlor.toml, line 2: listen = \"nowhere\""),
        ("listen = \n", "parlor.toml, line 1: "),
        ("test = 0\n\nlisten = [1]\n", "parlor.toml, line 3: listen: must be a text"),
        ("test = 0\nspeed = 9\n", "parlor.toml, line 2: speed: there is no such option"),
    ] {
        let (code, said) = says(&["serve"], &[], Some(text));
        assert_eq!(code, Some(2));
        assert!(said.contains(place) && said.lines().count() == 1, "{place} is not in {said}");
    }
}

#[test]
fn options_are_printed_as_a_file_that_can_be_read_back() {
    let folder = Folder::new();
    let printed = run(&folder.0, &["config"], &[]);
    assert!(printed.status.success());
    std::fs::write(folder.0.join("parlor.toml"), &printed.stdout).expect("a file");
    let again = run(&folder.0, &["config"], &[]);
    assert_eq!(printed.stdout, again.stdout);
}

#[tokio::test]
async fn a_second_process_is_kept_from_the_folder() {
    let folder = Folder::new();
    let _first = Parlor::serve(&folder.0, &[]);
    let second = run(&folder.0, &["serve"], &[("PARLOR_LISTEN", "127.0.0.1:0")]);
    assert_eq!(second.status.code(), Some(2));
    let said = String::from_utf8(second.stderr).expect("text");
    assert!(said.contains("in use"), "{said}");
    let doctor = run(&folder.0, &["doctor", "--json"], &[]);
    assert!(doctor.status.success(), "doctor may look meanwhile");
    let report: serde_json::Value = serde_json::from_slice(&doctor.stdout).expect("JSON");
    assert_eq!(report["ok"], true);
}

#[test]
fn an_address_that_cannot_be_taken_is_told_with_its_reason() {
    let holder = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let taken = holder.local_addr().expect("an address").to_string();
    // 192.0.2.0/24 belongs to documents: no machine has it.
    for (address, words) in
        [(taken.as_str(), "is taken"), ("192.0.2.1:8080", "192.0.2.1 is not an address of this machine")]
    {
        for way in ["serve", "demo"] {
            let (code, said) = says(&[way], &[("PARLOR_LISTEN", address)], None);
            assert_eq!(code, Some(2), "{way}: {said}");
            assert!(said.contains(address) && said.contains(words) && said.lines().count() == 1, "{way}: {said}");
        }
    }
}

#[test]
fn a_reader_who_leaves_early_is_no_mishap() {
    let folder = Folder::new();
    for args in [&["openapi"][..], &["config"], &["--help"], &["serve", "--help"]] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let done = command(&folder.0).args(args).stdout(writer).output().expect("parlor runs");
        assert_eq!((done.status.code(), String::from_utf8_lossy(&done.stderr).as_ref()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn doctor_without_a_database_says_which_folder_it_wants() {
    let (code, said) = says(&["doctor"], &[], None);
    assert_eq!(code, Some(2));
    assert!(said.contains("data_dir") && said.contains("PARLOR_DATA_DIR=") && said.lines().count() == 1, "{said}");
}
