//! What a file is and how large a picture is: by its first bytes alone.
use store::objects::{UNKNOWN, size, sniff};

fn png(width: u32, height: u32) -> Vec<u8> {
    [b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", &width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat()
}
fn gif(width: u16, height: u16) -> Vec<u8> {
    [b"GIF89a", &width.to_le_bytes()[..], &height.to_le_bytes(), &[0; 3]].concat()
}
fn webp(kind: &[u8; 4], rest: &[u8]) -> Vec<u8> {
    [b"RIFF\x40\0\0\0WEBP", &kind[..], &[0x30, 0, 0, 0], rest].concat()
}
fn segment(mark: u8, rest: &[u8]) -> Vec<u8> {
    [&[0xff, mark], &(rest.len() as u16 + 2).to_be_bytes()[..], rest].concat()
}
fn frame(mark: u8, width: u16, height: u16) -> Vec<u8> {
    segment(mark, &[&[8], &height.to_be_bytes()[..], &width.to_be_bytes(), &[3, 1, 0x22, 0]].concat())
}
fn exif(orientation: u16, little: bool) -> Vec<u8> {
    let two = |n: u16| if little { n.to_le_bytes() } else { n.to_be_bytes() };
    let four = |n: u32| if little { n.to_le_bytes() } else { n.to_be_bytes() };
    let order: &[u8] = if little { b"II" } else { b"MM" };
    let maker = [&two(0x010f)[..], &two(2), &four(1), &four(0)].concat();
    let turn = [&two(0x0112)[..], &two(3), &four(1), &two(orientation), &two(0)].concat();
    let tiff = [order, &two(42), &four(8), &two(2), &maker, &turn, &four(0)].concat();
    segment(0xe1, &[b"Exif\0\0", &tiff[..]].concat())
}
fn jpeg(segments: &[Vec<u8>]) -> Vec<u8> {
    [&[0xff, 0xd8][..], &segments.concat()].concat()
}

#[test]
fn pictures_say_their_size() {
    assert_eq!(size(&png(800, 70_000)), Some((800, 70_000)));
    assert_eq!(size(&gif(320, 1)), Some((320, 1)));
    assert_eq!(size(&webp(b"VP8 ", &[0, 0, 0, 0x9d, 1, 0x2a, 0x20, 0x43, 0x58, 2])), Some((800, 600)));
    assert_eq!(size(&webp(b"VP8L", &[0x2f, 0x1f, 0xc3, 0x95, 0])), Some((800, 600)));
    assert_eq!(size(&webp(b"VP8X", &[0, 0, 0, 0, 0x1f, 3, 0, 0x57, 2, 0])), Some((800, 600)));
    let (table, progressive) = (segment(0xc4, &[0; 40]), frame(0xc2, 800, 600));
    assert_eq!(size(&jpeg(&[segment(0xe0, b"JFIF\0"), table, vec![0xff], progressive])), Some((800, 600)));
}

#[test]
fn a_photo_lying_on_its_side_is_set_upright() {
    for (orientation, little) in (1..=8).flat_map(|turn| [(turn, true), (turn, false)]) {
        let photo = jpeg(&[exif(orientation, little), frame(0xc0, 4_000, 3_000)]);
        let upright = if orientation >= 5 { (3_000, 4_000) } else { (4_000, 3_000) };
        assert_eq!(size(&photo), Some(upright), "{orientation}");
    }
}

#[test]
fn a_broken_header_has_no_size() {
    let whole = jpeg(&[exif(6, true), segment(0xe2, &[7; 300]), frame(0xc0, 40, 30)]);
    for end in 0..whole.len() - 4 {
        assert_eq!(size(&whole[..end]), None, "{end}");
    }
    for (whole, header) in [(png(8, 6), 24), (gif(8, 6), 10), (webp(b"VP8X", &[0; 10]), 30)] {
        assert!(size(&whole).is_some());
        (0..header).for_each(|end| assert_eq!(size(&whole[..end]), None, "{end}"));
    }
    let endless = jpeg(&[vec![0xff, 0xe1, 0, 0], frame(0xc0, 40, 30)]);
    for none in [endless, png(0, 6), gif(8, 0), vec![0xff; 5_000], b"<svg width='8' height='6'/>".to_vec()] {
        assert_eq!(size(&none), None);
    }
}

#[test]
fn files_are_named_by_their_bytes() {
    assert_eq!(sniff(&png(1, 1)), "image/png");
    assert_eq!(sniff(&jpeg(&[frame(0xc0, 1, 1)])), "image/jpeg");
    assert_eq!(sniff(&gif(1, 1)), "image/gif");
    assert_eq!(sniff(&webp(b"VP8L", &[0; 10])), "image/webp");
    assert_eq!(sniff(b"%PDF-1.7\n"), "application/pdf");
    assert_eq!(sniff(b"PK\x03\x04\x14\0\0\0"), "application/zip");
    assert_eq!(sniff(b"#!AMR\n<\x91\x17\x16\xbe\x66"), "audio/amr");
}

#[test]
fn what_could_do_harm_in_a_browser_can_only_be_saved() {
    let harmful: [&[u8]; 8] = [
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"  <html><body onload=alert(1)>",
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"#!/bin/sh\nrm -rf /",
        b"MZ\x90\0\x03\0\0\0",
        b"CWS\x0a",
        b"",
    ];
    for file in harmful {
        assert_eq!(sniff(file), UNKNOWN, "{}", String::from_utf8_lossy(file));
    }
}
