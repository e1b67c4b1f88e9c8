//! How large a picture is, from its header: the page keeps its place before the bytes arrive. Nothing is unpacked.

/// Width and height in pixels, as a browser shows it: a JPEG that lies on its side (Exif) is set upright. JPEG, PNG, GIF
/// and WebP; `None` for anything else, and when the header is broken or longer than `head`.
pub fn size(head: &[u8]) -> Option<(u32, u32)> {
    let size = match head {
        [0xff, 0xd8, ..] => jpeg(head),
        [0x89, b'P', b'N', b'G', ..] => Some((big(head, 16, 4)?, big(head, 20, 4)?)),
        [b'G', b'I', b'F', b'8', ..] => Some((little(head, 6, 2)?, little(head, 8, 2)?)),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp(head),
        _ => None,
    };
    size.filter(|(width, height)| *width > 0 && *height > 0)
}

/// ITU-T T.81 B.2: segments until the frame header.
fn jpeg(head: &[u8]) -> Option<(u32, u32)> {
    let (mut at, mut on_its_side) = (2, false);
    loop {
        while *head.get(at)? == 0xff && *head.get(at + 1)? == 0xff {
            at += 1; // fill bytes
        }
        let (mark, length) = (*head.get(at + 1)?, big(head, at + 2, 2)? as usize);
        if head[at] != 0xff || length < 2 {
            return None;
        }
        match mark {
            0xc0..=0xcf if !matches!(mark, 0xc4 | 0xc8 | 0xcc) => {
                let (height, width) = (big(head, at + 5, 2)?, big(head, at + 7, 2)?);
                return Some(if on_its_side { (height, width) } else { (width, height) });
            }
            0xe1 => on_its_side |= head.get(at + 4..at + 2 + length).and_then(turn).is_some_and(|turn| turn >= 5),
            _ => {}
        }
        at += 2 + length;
    }
}
/// Exif 2.3, 4.6.4: orientation, 1 to 8; from 5 on width and height change places.
fn turn(exif: &[u8]) -> Option<u32> {
    let tiff = exif.strip_prefix(b"Exif\0\0")?;
    let read = match tiff.get(..2)? {
        b"II" => little,
        b"MM" => big,
        _ => return None,
    };
    let list = read(tiff, 4, 4)? as usize;
    let entries = read(tiff, list, 2)? as usize;
    (0..entries)
        .map(|n| list + 2 + 12 * n)
        .find(|at| read(tiff, *at, 2) == Some(0x0112))
        .and_then(|at| read(tiff, at + 8, 2))
}
/// RFC 9649: lossy, lossless, extended.
fn webp(head: &[u8]) -> Option<(u32, u32)> {
    match head.get(12..16)? {
        b"VP8 " => Some((little(head, 26, 2)? & 0x3fff, little(head, 28, 2)? & 0x3fff)),
        b"VP8L" => {
            let bits = little(head, 21, 4)?;
            Some(((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1))
        }
        b"VP8X" => Some((little(head, 24, 3)? + 1, little(head, 27, 3)? + 1)),
        _ => None,
    }
}

fn big(bytes: &[u8], at: usize, count: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(count)?)?;
    Some(bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}
fn little(bytes: &[u8], at: usize, count: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(count)?)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}
