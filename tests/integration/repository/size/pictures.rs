//! Pictures that are costly to read: as many pixels as are taken, in every format, in files that are small enough.

use super::scene::{Asked, Expected, Scene};
use crate::harness::multipart;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::{ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use serde_json::json;
use std::io::Cursor;

/// Pixels a side that are taken at most.
const SIDE: u32 = 4_096;

fn encoded(picture: &image::DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// A few colours in stripes: what every format makes small.
fn stripes() -> RgbImage {
    RgbImage::from_fn(SIDE, SIDE, |_, y| Rgb([(y / 512 * 30) as u8, 200, 0]))
}

fn files() -> Vec<(&'static str, Vec<u8>)> {
    let opaque = image::DynamicImage::from(stripes());
    let clear =
        image::DynamicImage::from(RgbaImage::from_fn(SIDE, SIDE, |_, y| Rgba([(y / 512 * 30) as u8, 200, 0, 128])));
    let deep = image::DynamicImage::from(opaque.to_rgba16());
    vec![
        ("PNG, 4096 × 4096", encoded(&opaque, ImageFormat::Png)),
        ("PNG with transparency, 4096 × 4096", encoded(&clear, ImageFormat::Png)),
        ("PNG of 16 bits, 4096 × 4096", encoded(&deep, ImageFormat::Png)),
        ("JPEG, 4096 × 4096", encoded(&opaque, ImageFormat::Jpeg)),
        ("WebP, 4096 × 4096", encoded(&opaque, ImageFormat::WebP)),
        ("WebP with transparency, 4096 × 4096", encoded(&clear, ImageFormat::WebP)),
        ("no picture, as large as an event holds", vec![0xff; 4_600_000]),
    ]
}

impl Scene {
    /// An app's form with each of them.
    pub async fn pictures(&self) -> Vec<Asked> {
        let ticket = self.ada.get("/settings/apps/new").await.hidden("ticket");
        let fields = [
            ("ticket", ticket.as_str()),
            ("name", "Planner"),
            ("redirect_uris", "https://c.example/cb"),
            ("scopes", "posts"),
        ];
        let asked = |(what, file): (&'static str, Vec<u8>)| {
            let mut event = self.signed_in("POST", "/settings/apps");
            event["headers"]["content-type"] = json!(multipart::content_type());
            event["isBase64Encoded"] = json!(true);
            event["body"] = json!(STANDARD.encode(multipart::body(&fields, Some(&file))));
            Asked { function: "apps", what: what.to_owned(), event, filling: None, expected: Expected::Http }
        };
        files().into_iter().map(asked).collect()
    }
}
