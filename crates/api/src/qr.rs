//! Codes to scan, as SVG text that needs nothing from outside.
use qrcode::{EcLevel, QrCode, render::svg};

/// The code of a link; empty when the link is too long for one (over 2,331 bytes).
#[must_use]
pub fn svg(link: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(link, EcLevel::M) else { return String::new() };
    code.render::<svg::Color<'_>>().min_dimensions(240, 240).quiet_zone(true).build()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_link_becomes_a_picture_without_anything_to_run_or_load() {
        let picture = super::svg("https://shop.example/join/abcd2345efgh6789");
        assert!(picture.contains("<svg") && picture.contains("<path"), "{picture:.200}");
        assert!(!picture.contains("<script") && !picture.contains("href"), "{picture:.200}");
        assert_eq!(super::svg(&"x".repeat(5_000)), "");
    }
}
