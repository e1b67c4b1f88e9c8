//! Attachment files: named by what they hold, whole or not at all.
use crate::both::{folder, skipped};
use bytes::Bytes;
use futures_util::{TryStreamExt, stream};
use std::path::{Path, PathBuf};
use std::process::Command;
use store::objects::{Error, Kept, Objects};

const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; // FIPS 180-2, B.1

async fn put(objects: &Objects, chunks: &[&[u8]], limit: u64) -> Result<Kept, Error> {
    let chunks: Vec<_> = chunks.iter().map(|chunk| Ok::<_, String>(Bytes::copy_from_slice(chunk))).collect();
    objects.put(stream::iter(chunks), limit).await
}
async fn read(objects: &Objects, sha256: &str, part: Option<std::ops::Range<u64>>) -> Vec<u8> {
    let body = objects.get(sha256, part).await.unwrap().unwrap();
    let bytes: Vec<Bytes> = body.stream.try_collect().await.unwrap();
    let bytes = bytes.concat();
    assert_eq!(bytes.len() as u64, body.range.end - body.range.start);
    bytes
}
/// Every file in the folder, wherever it lies.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[tokio::test]
async fn a_file_is_kept_under_its_hash_and_given_back() {
    let folder = folder("objects_kept");
    let objects = Objects::open(&folder).await.unwrap();
    let kept = put(&objects, &[b"a", b"", b"bc"], 3).await.unwrap();
    assert_eq!((kept.sha256.as_str(), kept.size), (ABC, 3));
    assert_eq!(files(&folder), [folder.join("ba").join(ABC)]);
    assert_eq!(read(&objects, ABC, None).await, b"abc");
    assert_eq!(put(&objects, &[], 0).await.unwrap().sha256, EMPTY);
    assert_eq!(read(&objects, EMPTY, None).await, b"");
    assert!(objects.exists(ABC).await.unwrap() && objects.is_whole(ABC).await.unwrap());

    std::fs::write(folder.join("ba").join(ABC), b"abd").unwrap();
    assert!(objects.exists(ABC).await.unwrap() && !objects.is_whole(ABC).await.unwrap());
    drop(kept);
    objects.alone(ABC).await.forget().await.unwrap();
    objects.alone(ABC).await.forget().await.unwrap();
    assert!(!objects.exists(ABC).await.unwrap() && !objects.is_whole(ABC).await.unwrap());
}

#[tokio::test]
async fn nobody_forgets_a_file_that_is_being_referred_to() {
    use futures_util::FutureExt as _;
    let objects = Objects::open(&folder("objects_held")).await.unwrap();
    let kept = put(&objects, &[b"abc"], 3).await.unwrap();
    assert!(objects.alone(ABC).now_or_never().is_none(), "it is held");
    drop(kept);
    let alone = objects.alone(ABC).now_or_never().expect("nobody holds it");
    let mut again = Box::pin(put(&objects, &[b"abc"], 3));
    assert!(futures_util::poll!(&mut again).is_pending());
    alone.forget().await.unwrap();
    let kept = again.await.unwrap();
    assert!(objects.exists(&kept.sha256).await.unwrap(), "it was put after it was forgotten");
}

#[tokio::test]
async fn a_part_of_a_file_can_be_asked_for() {
    let objects = Objects::open(&folder("objects_part")).await.unwrap();
    let whole: Vec<u8> = (0..100_000_u32).flat_map(u32::to_le_bytes).collect();
    let kept = put(&objects, &whole.chunks(7_777).collect::<Vec<_>>(), 1 << 20).await.unwrap();
    assert_eq!(read(&objects, &kept.sha256, None).await, whole);
    assert_eq!(read(&objects, &kept.sha256, Some(1_000..90_001)).await, whole[1_000..90_001]);
    assert_eq!(read(&objects, &kept.sha256, Some(399_999..500_000)).await, whole[399_999..]);
    let beyond = objects.get(&kept.sha256, Some(400_000..400_001)).await.err().unwrap();
    assert!(matches!(beyond, Error::Range { size: 400_000 }), "{beyond:?}");
    assert!(objects.get(ABC, Some(0..1)).await.unwrap().is_none());
}

#[tokio::test]
async fn a_file_above_the_limit_is_refused_and_leaves_nothing() {
    let folder = folder("objects_limit");
    let objects = Objects::open(&folder).await.unwrap();
    let told = put(&objects, &[&[0; 600], &[0; 401]], 1_000).await.unwrap_err();
    assert!(matches!(told, Error::TooLarge { limit: 1_000 }) && told.to_string().contains("1000 bytes"), "{told}");
    assert_eq!(files(&folder), Vec::<PathBuf>::new());
    put(&objects, &[&[0; 600], &[0; 400]], 1_000).await.unwrap();
}

#[tokio::test]
async fn a_sender_who_breaks_off_leaves_nothing() {
    let folder = folder("objects_broken");
    let objects = Objects::open(&folder).await.unwrap();
    let broken = stream::iter([Ok(Bytes::from_static(b"abc")), Err("connection reset")]);
    let told = objects.put(broken, 1_000).await.unwrap_err();
    assert!(matches!(&told, Error::Broken(why) if why == "connection reset"), "{told:?}");
    assert_eq!(files(&folder), Vec::<PathBuf>::new());
}

#[tokio::test]
async fn the_same_bytes_at_once_and_again_are_one_file() {
    let folder = folder("objects_same");
    let objects = Objects::open(&folder).await.unwrap();
    let bytes = vec![9; 300_000];
    let chunks: Vec<&[u8]> = bytes.chunks(10_000).collect();
    let many = futures_util::future::join_all((0..20).map(|_| put(&objects, &chunks, 1 << 20))).await;
    let first = put(&objects, &[&bytes], 1 << 20).await.unwrap();
    assert!(many.into_iter().all(|kept| kept.unwrap().sha256 == first.sha256));
    assert_eq!(files(&folder).len(), 1);
    assert!(objects.is_whole(&first.sha256).await.unwrap());
}

#[tokio::test]
async fn what_a_crash_left_is_swept_at_the_start() {
    let folder = folder("objects_crash");
    let objects = Objects::open(&folder).await.unwrap();
    put(&objects, &[b"abc"], 3).await.unwrap();
    std::fs::write(folder.join("arriving").join("77-3#1"), b"ha").unwrap();
    std::fs::write(folder.join("arriving").join("77-4"), b"half").unwrap();
    let objects = Objects::open(&folder).await.unwrap();
    assert_eq!(objects.sweep().await.unwrap(), 2);
    assert_eq!(objects.sweep().await.unwrap(), 0);
    assert_eq!(files(&folder), [folder.join("ba").join(ABC)]);
}

#[tokio::test]
async fn what_is_no_hash_is_no_file() {
    let folder = folder("objects_hostile");
    std::fs::write(folder.join("secret.key"), b"key").unwrap();
    let objects = Objects::open(&folder.join("objects")).await.unwrap();
    let long = EMPTY.replacen("e3b", "../", 1);
    for name in ["../secret.key", "", "ba", "/etc/passwd", &ABC.to_uppercase(), &long, &format!("{ABC}#1")] {
        assert!(!objects.exists(name).await.unwrap(), "{name}");
        assert!(objects.get(name, None).await.unwrap().is_none(), "{name}");
        objects.alone(name).await.forget().await.unwrap();
    }
    assert!(folder.join("secret.key").exists());
}

/// What a sender cannot wait for is not half there: the answer may be lost at any moment, the file is whole or absent.
#[tokio::test]
async fn a_caller_who_gives_up_leaves_it_whole_or_absent() {
    let folder = folder("objects_given_up");
    let objects = Objects::open(&folder).await.unwrap();
    for polls in 0..12_u8 {
        let chunks = stream::iter((0..3).map(|n| Ok::<_, String>(Bytes::from(vec![polls, n]))));
        let mut putting = Box::pin(objects.put(chunks, 100));
        for _ in 0..polls {
            if futures_util::poll!(&mut putting).is_ready() {
                break;
            }
            tokio::task::spawn_blocking(|| ()).await.unwrap();
        }
    }
    for file in files(&folder).into_iter().filter(|file| !file.starts_with(folder.join("arriving"))) {
        let name = file.file_name().unwrap().to_str().unwrap();
        assert!(objects.is_whole(name).await.unwrap(), "{name}");
    }
}

/// A kill proves nothing (the kernel keeps what was written): what counts is the order of the system calls. The test
/// runs itself once more under strace.
#[tokio::test]
async fn the_bytes_are_on_the_disk_before_the_name_and_the_name_before_the_answer() {
    const ME: &str = "objects::the_bytes_are_on_the_disk_before_the_name_and_the_name_before_the_answer";
    if let Some(folder) = std::env::var_os("PARLOR_TRACED") {
        let objects = Objects::open(Path::new(&folder)).await.unwrap();
        put(&objects, &[b"abc"], 3).await.unwrap();
        return assert!(objects.exists(ABC).await.unwrap());
    }
    let folder = folder("objects_trace");
    let trace = folder.join("calls");
    let told = Command::new("strace")
        .args(["-f", "-y", "-e", "trace=fsync,rename,renameat,renameat2,statx", "-o"])
        .arg(&trace)
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", ME])
        .env("PARLOR_TRACED", folder.join("objects"))
        .output();
    let Ok(told) = told else { return skipped("the order of system calls: strace is not installed") };
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let calls = std::fs::read_to_string(trace).unwrap();
    let mut calls = calls.lines();
    let lasting = format!("/ba/{ABC}");
    let steps: [&[&str]; 5] = [
        &["fsync(", "/arriving/"],
        &["rename", "/arriving/", "#1"],
        &["rename", "/arriving/", &lasting],
        &["fsync(", "/ba>"],
        &["statx(", &lasting], // `exists`, after the answer
    ];
    for step in steps {
        let found = calls.find(|call| step.iter().all(|word| call.contains(word)));
        assert!(found.is_some(), "in this order, but missing: {step:?}");
    }
}
