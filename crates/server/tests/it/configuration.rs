//! A wrong configuration is one sentence that names key, value and what is allowed, and exit code 2.
use crate::parlor::{Folder, Parlor, run};

fn says(args: &[&str], env: &[(&str, &str)], file: Option<&str>) -> (Option<i32>, String) {
    let folder = Folder::new();
    if let Some(text) = file {
        std::fs::write(folder.0.join("parlor.toml"), text).expect("a file");
    }
    let done = run(&folder.0, args, env);
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
    let (code, said) = says(&["serve"], &[], Some("listen = \"nowhere\"\n"));
    assert_eq!(code, Some(2));
    assert!(said.contains("listen") && said.contains("nowhere"), "{said}");
    let (code, said) = says(&["serve"], &[], Some("listen = \n"));
    assert_eq!(code, Some(2));
    assert!(said.contains("parlor.toml"), "{said}");
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
